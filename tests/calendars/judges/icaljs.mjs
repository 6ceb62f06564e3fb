// ical.js (Thunderbird, Nextcloud): relies on the zones written in the file.
import ICAL from 'ical.js';
import {judge} from './read.mjs';

const bare = (start) => (start.isDate ? start : start.convertToZone(ICAL.Timezone.utcTimezone)).toICALString();
const row = (start, event) => [bare(start), event.summary, event.component.getFirstPropertyValue('status')];

judge((text, from, to) => {
  const end = ICAL.Time.fromString(to.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  calendar.getAllSubcomponents('vtimezone').forEach((zone) => ICAL.TimezoneService.register(zone));
  const components = calendar.getAllSubcomponents('vevent');
  const overrides = components.filter((each) => each.hasProperty('recurrence-id'));
  const uid = (component) => component.getFirstPropertyValue('uid');
  const rows = [];
  for (const component of components.filter((each) => !each.hasProperty('recurrence-id'))) {
    // Named here: left alone, ical.js takes every override of the file for an override of every series.
    const event = new ICAL.Event(component, {exceptions: overrides.filter((each) => uid(each) === uid(component))});
    if (!event.isRecurring()) {
      rows.push(row(event.startDate, event));
      continue;
    }
    const dates = event.iterator();
    for (let date = dates.next(); date && date.compare(end) < 0; date = dates.next()) {
      const details = event.getOccurrenceDetails(date);
      rows.push(row(details.startDate, details.item));
    }
  }
  return rows;
});
