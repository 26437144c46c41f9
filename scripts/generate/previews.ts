import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card, Form } from '../../cards/model.ts';
import { formView } from '../../src/platform/slack/form.ts';
import { cardMessages } from '../../src/platform/slack/render.ts';
import { pages } from '../../src/platform/teams/pages.ts';
import { renderCard, renderForm } from '../../src/platform/teams/render.ts';
import { JalonError } from '../../src/usecases/errors.ts';
import { sampleForms } from './forms.ts';
import { json, type Outputs } from './outputs.ts';
import { samples } from './samples.ts';

class SampleError extends JalonError {}

/** `card` and the like make cards out of their arguments; they are not cards themselves. */
const NOT_CARDS = new Set(['card']);

/** Drawn twice, as Teams and as Slack take it: every sample and every form of the commands table. */
export async function previews(root: string): Promise<Outputs> {
  refuseForgotten(root);
  const files = [
    ...samples.flatMap(({ card, variant }) => cardPreview(card, variant)),
    ...(await sampleForms()).flatMap(({ form, variant }) => formPreview(form, variant)),
  ];
  const names = files.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new SampleError(`Two samples make ${twice}: give one of them a variant`);
  return new Map(files);
}

type File = readonly [path: string, content: string];

function cardPreview(card: Card, variant: string | null): readonly File[] {
  const [message, ...more] = cardMessages(card);
  const [page, ...others] = pages(card);
  if (message === undefined || page === undefined || more.length + others.length > 0) {
    throw new SampleError(`The sample of ${card.name} takes several messages: make it shorter`);
  }
  const name = fileName(card.name, variant);
  return [
    [`${name}.adaptive.json`, json(renderCard(page, { dialogs: true }))],
    [`${name}.blockkit.json`, json(message)],
  ];
}

function formPreview(form: Form, variant: string | null): readonly File[] {
  const name = fileName(`form-${form.command.replaceAll(' ', '-')}`, variant);
  return [
    [`${name}.adaptive.json`, json(renderForm(form, { place: 'conversation' }))],
    [`${name}.blockkit.json`, json(formView(form, null, null))],
  ];
}

function fileName(name: string, variant: string | null): string {
  return `cards/preview/${variant === null ? name : `${name}.${variant}`}`;
}

/** A card that nobody samples would have no preview and be checked by nobody. */
function refuseForgotten(root: string): void {
  const sampled = new Set(samples.map(({ builder }) => builder));
  const forgotten = builtCards(root).filter((name) => !sampled.has(name));
  if (forgotten.length > 0) {
    throw new SampleError(`Cards without a sample in scripts/generate/samples/: ${forgotten.join(', ')}`);
  }
}

/** Names of the functions and constants that `cards/*.ts` exports as cards. */
export function builtCards(root: string): readonly string[] {
  const folder = join(root, 'cards');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => cardsIn(readFileSync(join(folder, name), 'utf8')))
    .filter((name) => !NOT_CARDS.has(name));
}

/** The same for one source: an exported function that gives a `Card` back, or an exported constant that is one. */
export function cardsIn(source: string): readonly string[] {
  return source
    .split(/^export /mu)
    .slice(1)
    .flatMap((declaration) => {
      const [, asFunction] = /^function (\w+)[\s\S]*\): Card \{$/u.exec(signatureOf(declaration)) ?? [];
      const [, asConstant] = /^const (\w+): Card\b/u.exec(declaration) ?? [];
      return [asFunction, asConstant].filter((name) => name !== undefined);
    });
}

/** Up to the first line that closes the parameters and opens the body. */
function signatureOf(declaration: string): string {
  const end = /\)(?:: [^\n]+)? \{$/mu.exec(declaration);
  return end === null ? '' : declaration.slice(0, end.index + end[0].length);
}
