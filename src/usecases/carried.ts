import type { Values } from '../../cards/model.ts';

/** What was asked, as the buttons of a preview carry it to ask it again; their confirmation is their own. */
export function carried(input: Readonly<Record<string, string | Temporal.PlainDate | undefined>>): Values {
  const given = Object.entries(input).filter(([name, value]) => value !== undefined && name !== 'confirme');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}
