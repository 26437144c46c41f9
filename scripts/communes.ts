/**
 * Generates src/domain/people/communes.json: the communes and the établissements publics
 * territoriaux of the Métropole du Grand Paris, from the official register. Run it again with each
 * new edition of `@etalab/decoupage-administratif`. With `--check` it only says whether the committed
 * file is the one it would write.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { isSirenWellFormed } from '../src/domain/kernel/siren.ts';

const metropoleSiren = '200054781';
const target = fileURLToPath(new URL('../src/domain/people/communes.json', import.meta.url));

const members = z.array(z.object({ code: z.string() }));
const groups = z.array(z.object({ code: z.string(), nom: z.string(), membres: members }));
const places = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    siren: z.string().optional(),
    codesPostaux: z.array(z.string()).optional(),
  }),
);

function read<T>(name: string, schema: z.ZodType<T>): T {
  const path = import.meta.resolve(`@etalab/decoupage-administratif/data/${name}.json`);
  return schema.parse(JSON.parse(readFileSync(fileURLToPath(path), 'utf8')));
}

function generate(): string {
  const metropole = read('epci', groups).find(({ code }) => code === metropoleSiren);
  const codes = new Set(metropole?.membres.map(({ code }) => code));
  const territories = read('ept', groups).filter(({ membres }) =>
    membres.every(({ code }) => codes.has(code)),
  );
  const byName = new Intl.Collator('fr').compare;
  const communes = read('communes', places)
    .filter(({ code, type }) => type === 'commune-actuelle' && codes.has(code))
    .map(({ code, nom, siren, codesPostaux }) => ({
      insee: code,
      siren: siren ?? '',
      name: nom,
      postcodes: codesPostaux ?? [],
      ept: territories.find(({ membres }) => membres.some((one) => one.code === code))?.code ?? null,
    }))
    .sort((left, right) => byName(left.name, right.name));
  const epts = territories
    .map(({ code, nom }) => ({ siren: code, name: nom }))
    .sort((left, right) => byName(left.name, right.name));
  refuseSurprises(communes, epts);
  return formatted(`{"communes":${rows(communes)},"epts":${rows(epts)}}`);
}

/** One entry a line: a new edition of the register then reads well in a diff. */
function rows(entries: readonly object[]): string {
  return `[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
}

function formatted(json: string): string {
  const bin = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));
  const args = [bin, 'format', '--stdin-file-path=communes.json'];
  return execFileSync(process.execPath, args, { input: json, encoding: 'utf8' });
}

/** 130 communes (Paris is one) and 11 EPT: any other count means that the register was misread. */
function refuseSurprises(
  communes: readonly { siren: string; ept: string | null; name: string }[],
  epts: readonly { siren: string }[],
): void {
  const sirens = [...communes, ...epts].map(({ siren }) => siren);
  const outside = communes.filter(({ ept }) => ept === null).map(({ name }) => name);
  const sound =
    communes.length === 130 &&
    epts.length === 11 &&
    sirens.every(isSirenWellFormed) &&
    new Set(sirens).size === sirens.length &&
    outside.join() === 'Paris';
  if (!sound) {
    process.stderr.write(
      `Unexpected register: ${communes.length} communes, ${epts.length} EPT, outside: ${outside}\n`,
    );
    process.exit(1);
  }
}

const text = generate();
if (process.argv.includes('--check')) {
  const fresh = readFileSync(target, 'utf8') === text;
  if (!fresh) process.stderr.write('communes.json is stale: run npm run communes\n');
  process.exitCode = fresh ? 0 : 1;
} else {
  writeFileSync(target, text);
}
