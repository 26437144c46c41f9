import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { slackManifest } from '../../src/platform/slack/manifest.ts';
import { teamsManifest } from '../../src/platform/teams/manifest.ts';
import type { CommandSummary } from '../../src/usecases/bot.ts';
import { commands, isTyped } from '../../src/usecases/commands.ts';
import { messageActions } from '../../src/usecases/message-actions.ts';
import { teamsIcons } from '../icons.ts';
import { PLACEHOLDER_APP_ID, PLACEHOLDER_URL } from '../placeholders.ts';
import { json, type Outputs } from './outputs.ts';

/** The manifests of both platforms and the icons of the Teams application. */
export function manifests(root: string): Outputs {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const typed: readonly CommandSummary[] = commands.filter(isTyped).map(({ word, help }) => ({ word, help }));
  const offered = { commands: typed, messageActions };
  const teams = teamsManifest({ ...offered, appId: PLACEHOLDER_APP_ID, publicUrl: null, version });
  const icons = [...teamsIcons()].map(([name, png]) => [`manifests/teams/${name}`, png] as const);
  return new Map<string, string | Uint8Array>([
    ['manifests/slack.json', json(slackManifest({ ...offered, publicUrl: PLACEHOLDER_URL }))],
    ['manifests/teams/manifest.json', json(teams)],
    ...icons,
  ]);
}
