// The parts that both Node readers share: feeds come as JSON on standard input, answers go as JSON to standard output.
import fs from 'node:fs';

const {from, to, feeds} = JSON.parse(fs.readFileSync(0, 'utf8'));

// `read(text, from, to)` gives [start, title, status] rows; a start is a UTC stamp, or a bare day for all-day events.
export function judge(read) {
  const answers = feeds.map((text) => read(text, from, to).filter(([start]) => inside(start)).sort());
  console.log(JSON.stringify(answers));
}

const inside = (start) => start >= (start.length === 8 ? from.slice(0, 8) : from) && start < (start.length === 8 ? to.slice(0, 8) : to);
