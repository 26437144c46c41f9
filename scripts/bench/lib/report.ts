import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { BenchError } from './load.ts';

const file = fileURLToPath(new URL('../../../docs/performance.md', import.meta.url));
const BEGIN = '<!-- bench: begin -->';
const END = '<!-- bench: end -->';

/** Puts the table of a run, with its day and the machine it ran on, between the two marks of docs/performance.md. */
export function writeReport(table: string, minutes: number): void {
  const text = readFileSync(file, 'utf8');
  const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (before < 0 || after < before) throw new BenchError(`${file} has no place for the table`);
  const { day, month, year } = Temporal.Now.plainDateISO('Europe/Paris');
  const on = [String(day).padStart(2, '0'), String(month).padStart(2, '0'), year].join('/');
  const loads = loadavg().map((load) => load.toFixed(1));
  const [cpu] = cpus();
  const said =
    `One run of ${Math.round(minutes)} minutes on ${on}: ${cpus().length} cores (${cpu?.model ?? 'unknown'}), ` +
    `Node ${process.version}, load average at its end ${loads.join(', ')}.`;
  writeFileSync(
    file,
    `${text.slice(0, before + BEGIN.length)}\n\n${said}\n\n${table}\n\n${text.slice(after)}`,
  );
}
