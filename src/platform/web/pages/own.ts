/** Names of a form's own inputs; commands' fields are words, and begin with none of these. */
export const OWN = { nonce: '_acte', opens: '_ouvrir', line: '_ligne', whole: '_tout' } as const;
