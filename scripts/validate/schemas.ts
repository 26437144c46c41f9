import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import ajvFormats from 'ajv-formats';

/** Where the published schemas stand in the folder that is given: Teams and Slack manifests, Adaptive Cards. */
const SCHEMA_FILES = {
  adaptiveCard: 'adaptivecards/1.5.0.json',
  slackManifest: 'slack/manifest.schema.2.0.0.json',
  teamsManifest: 'teams/v1.24.json',
} as const;

export type SchemaName = keyof typeof SCHEMA_FILES;

/** The schema files that the folder lacks. */
export function missingSchemas(folder: string): readonly string[] {
  return Object.values(SCHEMA_FILES).filter((file) => !existsSync(join(folder, file)));
}

/** Checks a value against one of the schemas: its faults, one line each. */
export function schemaCheck(folder: string, name: SchemaName): (value: unknown) => readonly string[] {
  const validate = compiled(JSON.parse(readFileSync(join(folder, SCHEMA_FILES[name]), 'utf8')));
  return (value) => {
    if (validate(value)) return [];
    return [...new Set((validate.errors ?? []).map(sentenceOf))];
  };
}

/** The schemas are of drafts 4 to 6, whose own names ajv does not take: what they say of values is the same. */
function compiled({ $schema: _draft, id: _id, ...schema }: Record<string, unknown>): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addMetaSchema(draft06);
  ajvFormats.default(ajv);
  return ajv.compile(schema);
}

function sentenceOf({ instancePath, message, params }: ErrorObject): string {
  const extra: unknown = params['additionalProperty'];
  return `${instancePath || '/'} ${message ?? ''}${typeof extra === 'string' ? ` (${extra})` : ''}`;
}
