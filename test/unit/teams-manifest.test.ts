import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { teamsManifest } from '../../src/platform/teams/manifest.ts';
import { PayloadError } from '../../src/usecases/errors.ts';
import { messageActions } from '../../src/usecases/message-actions.ts';

const appId = '11111111-2222-4333-8444-555555555555';
const commands = Array.from({ length: 14 }, (_, index) => ({
  word: `commande${index}`,
  help: `Aide de la commande ${index}.`,
}));
const options = { commands, messageActions, appId, publicUrl: 'https://jalon.exemple.fr/', version: '0.1.0' };
const manifest = teamsManifest(options);

const schemaFile = `${process.env['JALON_SCHEMAS'] ?? '../shared/schemas'}/teams/v1.24.json`;

describe('the manifest of the Teams application', () => {
  it('offers the first ten commands in each scope of the bot', () => {
    expect(manifest).toMatchObject({
      id: appId,
      localizationInfo: { defaultLanguageTag: 'fr' },
      validDomains: ['jalon.exemple.fr'],
      bots: [{ botId: appId, scopes: ['personal', 'team', 'groupChat'] }],
    });
    const titles = JSON.stringify(manifest).match(/commande\d+/gu);
    expect(titles).toEqual(commands.slice(0, 10).map(({ word }) => word));
  });

  it('cuts no command: what the menu cannot hold whole is refused', () => {
    const long = [{ word: 'aide', help: 'x'.repeat(129) }];
    expect(() => teamsManifest({ ...options, commands: long })).toThrow(PayloadError);
  });

  it('offers every message action in the menu of messages, whole', () => {
    expect(manifest['composeExtensions']).toEqual([
      {
        botId: appId,
        commands: [
          {
            id: 'signaler-incident',
            type: 'action',
            title: 'Signaler comme incident',
            description: expect.stringContaining('art. 3'),
            context: ['message'],
            fetchTask: true,
          },
          {
            id: 'verifier-texte',
            type: 'action',
            title: 'Vérifier ce texte',
            description: expect.stringContaining('art. 9'),
            context: ['message'],
            fetchTask: true,
          },
        ],
      },
    ]);
    const [action] = messageActions;
    const long = action === undefined ? [] : [{ ...action, title: 'x'.repeat(33) }];
    expect(() => teamsManifest({ ...options, messageActions: long })).toThrow(PayloadError);
  });

  (existsSync(schemaFile) ? it : it.skip)('is valid against the published schema 1.24', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const { $schema: _draft04, id: _name, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
    const validate = ajv.compile(schema);
    for (const publicUrl of ['https://jalon.exemple.fr/', 'http://127.0.0.1:3978', null]) {
      validate(teamsManifest({ ...options, publicUrl }));
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});
