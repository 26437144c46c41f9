import fc from 'fast-check';

/** A JSON text inside a JSON value, as platforms carry some: mutated inside like the rest, then written out. */
export interface Inner {
  readonly $json: unknown;
}

/** One change to one part of a payload: `at` counts its parts, round and round. */
export interface Mutation {
  readonly at: number;
  readonly how:
    | { readonly kind: 'delete' }
    | { readonly kind: 'retype' }
    | { readonly kind: 'replace'; readonly by: unknown }
    | { readonly kind: 'spoil'; readonly text: string; readonly index: number }
    | { readonly kind: 'grow'; readonly times: number }
    | { readonly kind: 'nest'; readonly levels: number }
    | { readonly kind: 'rename'; readonly name: string }
    | { readonly kind: 'add'; readonly name: string }
    | { readonly kind: 'copy'; readonly from: number };
}

/** Half surrogates, NUL and other controls, marks that turn writing round, what Slack, HTML and Markdown read. */
const ODD_TEXTS = [
  '\ud800',
  '\udfff',
  '\u0000',
  '\u0007',
  '\u001b[2J',
  '\r\n',
  '\u2028',
  '\u202e',
  '\ufeff',
  '\u200d',
  '\ufdfa',
  'e\u0301'.repeat(40),
  '👩‍👩‍👧‍👦',
  '<!channel>',
  '<script>',
  '](https://evil.example)',
  '&#0;',
  '%00',
  '%',
  '../../etc/passwd',
  '/\\',
  '"\'`;--',
  '{{7*7}}',
  ':',
] as const;

const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '',
  '0',
  'length',
] as const;

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, '', ' ', '0', 'true', [], {}, [null], [[]], [{}]),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(...ODD_TEXTS),
);

/** One to three changes. */
export const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    at: fc.nat(200),
    how: fc.oneof(
      fc.record({ kind: fc.constantFrom('delete' as const, 'retype' as const) }),
      fc.record({ kind: fc.constant('replace' as const), by: odd }),
      fc.record({
        kind: fc.constant('spoil' as const),
        text: fc.constantFrom(...ODD_TEXTS),
        index: fc.nat(30),
      }),
      fc.record({ kind: fc.constant('grow' as const), times: fc.constantFrom(10, 1_000, 60_000) }),
      fc.record({ kind: fc.constant('nest' as const), levels: fc.constantFrom(3, 60, 500) }),
      fc.record({
        kind: fc.constantFrom('rename' as const, 'add' as const),
        name: fc.constantFrom(...NAMES),
      }),
      fc.record({ kind: fc.constant('copy' as const), from: fc.nat(200) }),
    ),
  }),
  { minLength: 1, maxLength: 3 },
);

type Holder = Record<string, unknown>;
interface Place {
  readonly holder: Holder;
  readonly name: string;
}

/** A copy of the payload with these changes, in order. */
export function mutated(payload: unknown, changes: readonly Mutation[]): unknown {
  const root: Holder = { payload: structuredClone(payload) };
  for (const { at, how } of changes) {
    const places = placesIn(root);
    const place = places[at % places.length];
    if (place !== undefined) change(place, how, places);
  }
  return root['payload'];
}

function change({ holder, name }: Place, how: Mutation['how'], places: readonly Place[]): void {
  const value = holder[name];
  if (how.kind === 'delete' || how.kind === 'rename') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else if (name !== 'payload') delete holder[name];
    if (how.kind === 'rename') put(holder, Array.isArray(holder) ? '0' : how.name, value);
  } else if (how.kind === 'add') {
    if (Array.isArray(value)) value.push({ id: 'x' });
    else if (isHolder(value)) put(value, how.name, { id: 'x', length: 3 });
  } else put(holder, name, changed(value, how, places));
}

type Change = Exclude<Mutation['how'], { kind: 'delete' | 'rename' | 'add' }>;

function changed(value: unknown, how: Change, places: readonly Place[]): unknown {
  switch (how.kind) {
    case 'retype':
      return retyped(value);
    case 'replace':
      return how.by;
    case 'spoil':
      if (typeof value !== 'string') return how.text;
      return value.slice(0, how.index) + how.text + value.slice(how.index);
    case 'grow':
      if (Array.isArray(value)) return Array(how.times / 10).fill(0);
      return (typeof value === 'string' ? value.slice(0, 1) || 'é' : 'é').repeat(how.times);
    case 'nest':
      return nested(value, how.levels);
    case 'copy': {
      const from = places[how.from % places.length];
      return structuredClone(from?.holder[from.name]);
    }
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null;
}

function placesIn(holder: Holder, places: Place[] = []): readonly Place[] {
  for (const name of Object.keys(holder)) {
    const value = holder[name];
    places.push({ holder, name });
    if (isHolder(value)) placesIn(value, places);
  }
  return places;
}

/** As JSON would make it, `__proto__` included. */
function put(holder: Holder, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
}

function retyped(value: unknown): unknown {
  if (typeof value === 'string')
    return value !== '' && Number.isFinite(Number(value)) ? Number(value) : [value];
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? Object.assign({}, value) : Object.values(value);
}

function nested(value: unknown, levels: number): unknown {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { a: outer };
  return outer;
}

/** The payload as it is sent: every `Inner` that is left is its text. */
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (!isHolder(value)) return value;
  const names = Object.keys(value);
  const inside = (name: string) => written(value[name]);
  if (names.length === 1 && names[0] === '$json') return JSON.stringify(inside('$json'));
  const copy: Holder = {};
  for (const name of names) put(copy, name, inside(name));
  return copy;
}

/** A payload as the fields of a form. */
export function writtenAsForm(payload: unknown): string {
  const value = written(payload);
  if (typeof value !== 'object' || value === null) return String(value);
  const asText = (field: unknown) => (typeof field === 'string' ? field : JSON.stringify(field));
  return new URLSearchParams(Object.entries(value).map(([name, field]) => [name, asText(field)])).toString();
}
