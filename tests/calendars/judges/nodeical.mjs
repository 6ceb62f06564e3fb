// node-ical (MagicMirror and most Node programs): trusts the name of a zone, expands by its own.
import ical from 'node-ical';
import {judge} from './read.mjs';

const moment = (stamp) => new Date(stamp.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
const stamp = (date) => new Date(date).toISOString().replace(/[-:]|\.000/g, '');

judge((text, from, to) => {
  const events = Object.values(ical.sync.parseICS(text)).filter((each) => each.type === 'VEVENT');
  return events.flatMap((event) =>
    ical.expandRecurringEvent(event, {from: moment(from), to: moment(to), expandOngoing: false}).map((one) => {
      const start = stamp(one.start);
      return [one.event.datetype === 'date' ? start.slice(0, 8) : start, one.event.summary, one.event.status];
    }),
  );
});
