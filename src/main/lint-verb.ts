import { conventionChecked } from '../../cards/convention-check.ts';
import { articleName, conventionFaultWords, programmeFaultWords } from '../../cards/convention-faults.ts';
import { plainText } from '../../cards/plain-text.ts';
import { checkConventionText } from '../domain/convention-check/check.ts';
import { checkProgramme } from '../domain/convention-check/programme.ts';
import type { PartyFacts } from '../domain/track/facts.ts';
import { parseProgramme } from '../usecases/programme.ts';
import { field } from '../usecases/programme-words.ts';
import { MisuseError, optionsOf } from './arguments.ts';
import type { Output } from './records-verbs.ts';
import { readBytes, readInput, textOf } from './text-file.ts';
import { readYaml } from './yaml-file.ts';

const STANDARD_INPUT = '-';
const sound = 0;
const faulty = 1;

/**
 * `jalon lint <file> [--json]`: the faults of a convention's text, or of a programme file, with their article and how to
 * mend them; nothing is stored. « - » is the standard input, several lines are the text itself. 0 when there is no
 * fault, 1 when there is one. Throws `ConfigError` for a file that cannot be read or is no text: misuse.
 */
export async function lintVerb(
  args: readonly string[],
  mgp: () => PartyFacts | null,
  out: Pick<Output, 'print'>,
): Promise<number> {
  const { values, positionals } = optionsOf(args, { json: { type: 'boolean' } });
  const [given, ...others] = positionals;
  if (given === undefined || others.length > 0) {
    throw new MisuseError('Indiquez un fichier et un seul : npm run jalon -- lint convention.txt');
  }
  const asJson = values.json === true;
  if (/\.ya?ml$/iu.test(given)) return lintProgramme(given, asJson, out);
  return lintConvention(await textGiven(given), mgp(), asJson, out);
}

async function textGiven(given: string): Promise<string> {
  if (/[\r\n]/u.test(given)) return given;
  return given === STANDARD_INPUT
    ? textOf('entrée standard', await readInput(process.stdin))
    : textOf(given, readBytes(given));
}

function lintConvention(
  text: string,
  mgp: PartyFacts | null,
  asJson: boolean,
  out: Pick<Output, 'print'>,
): number {
  const checked = checkConventionText(text, mgp);
  const { nature, beneficiary } = checked;
  if (asJson) {
    const faults = checked.faults.map((fault) => ({ ...fault, message: conventionFaultWords(fault) }));
    out.print(JSON.stringify({ nature, beneficiary, faults }));
  } else {
    out.print(plainText(conventionChecked(checked, checked.faults.length)));
  }
  return nature === 'other' || checked.faults.length > 0 ? faulty : sound;
}

/** What keeps a programme from being used comes first, as at start: the rest is looked at once it can be. */
function lintProgramme(path: string, asJson: boolean, out: Pick<Output, 'print'>): number {
  readBytes(path); // A file that is not there, a folder or a huge one is misuse, no fault of the programme.
  const { faults, lines } = programmeFaults(path);
  if (asJson) out.print(JSON.stringify({ nature: 'programme', faults }));
  else out.print([titleOf(lines.length), ...lines].join('\n'));
  return lines.length === 0 ? sound : faulty;
}

function titleOf(count: number): string {
  if (count === 0) return 'Aucun défaut trouvé dans ce programme.';
  return `Programme à corriger : ${count === 1 ? '1 point' : `${count} points`}`;
}

function programmeFaults(path: string): {
  readonly faults: readonly object[];
  readonly lines: readonly string[];
} {
  const read = readYaml(path);
  if (!read.ok) return unusable(read.faults);
  const { value, locate, lineOf } = read.file;
  const parsed = parseProgramme(value);
  if (!parsed.ok) return unusable(parsed.faults.map(locate));
  const hasOptions = Object.keys(Object(field(value, 'options'))).length > 0;
  const faults = checkProgramme(parsed.value, hasOptions).map((fault) => ({
    ...fault,
    line: lineOf(fault.path),
    message: programmeFaultWords(fault),
  }));
  const lines = faults.map((fault) =>
    locate({ path: fault.path, message: `${fault.message} (convention, ${articleName(fault.article)})` }),
  );
  return { faults, lines };
}

function unusable(lines: readonly string[]) {
  return { faults: lines.map((message) => ({ code: 'programme', message })), lines };
}
