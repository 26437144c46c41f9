import type { Action, Block, Card, Field, Form, Values } from '../../../cards/model.ts';
import type { Ask, Bot, Reply, Request } from '../../../src/usecases/bot.ts';

/** A small bot that answers with every kind of reply; `requests` are those that it was asked, in order. */
export interface SampleBot extends Bot {
  readonly requests: readonly Request[];
}

const noBreak = '\u00a0';

export function createSampleBot(): SampleBot {
  const requests: Request[] = [];
  return {
    requests,
    async answer(request) {
      const ask = (await request.takeIn?.()) ?? request.ask;
      requests.push({ ...request, ask });
      return replyTo(ask);
    },
    async welcome(visitor) {
      return card('welcome', `Bonjour ${visitor.name ?? ''}`, [
        text('Jalon accompagne les communes du programme. Écrivez « aide » pour la liste des commandes.'),
      ]);
    },
  };
}

/** What the bot writes first on the reminder's day. */
export const reminder: Card = card(
  'milestone-reminder',
  'Mise en place et formation',
  [
    text(
      'Fin prévue dimanche 31/05/2026 (dernier jour ouvré : vendredi 29/05).'.replaceAll(' :', `${noBreak}:`),
    ),
    { kind: 'facts', facts: [fact('Collectivité', 'Choisy-le-Roi'), fact('Échéance', 'Dans 7 jours')] },
  ],
  [
    button('C’est noté', 'noter', 'primary'),
    { kind: 'form', label: 'Me le rappeler le …', command: 'rappeler', values: {}, style: 'normal' },
    button('Refuser', 'refuser', 'danger'),
  ],
);

function replyTo(ask: Ask): Reply {
  if (ask.kind === 'submit') return submitted(ask.command, ask.values);
  if (ask.kind === 'form') return { kind: 'form', form: formOf(ask.command, ask.values, {}) };
  const command =
    ask.kind !== 'text'
      ? ask.command
      : ask.text
          .toLowerCase()
          .replace(/^\/?jalon /, '')
          .trim();
  switch (command) {
    case 'aide':
      return {
        kind: 'card',
        card: card(
          'help',
          'Ce que vous pouvez faire',
          [
            {
              kind: 'list',
              items: ['inscription : devenir référent', 'calendrier : les phases de votre commune'],
            },
            { kind: 'notice', tone: 'info', text: 'Le mot « jalon » devant la commande est facultatif.' },
          ],
          [button('Voir le calendrier', 'calendrier', 'primary'), opener('Devenir référent', 'inscription')],
        ),
      };
    case 'calendrier':
      return {
        kind: 'card',
        card: card('calendar', 'Calendrier de Choisy-le-Roi', [
          {
            kind: 'table',
            columns: ['Phase', 'Du', 'Au', 'Jours'],
            rows: [
              ['Audit', '01/12/2025', '28/02/2026', '90'],
              ['Mise en place et formation', '01/03/2026', '31/05/2026', '92'],
              ['Utilisation', '01/06/2026', '29/11/2026', '182'],
              ['Bilan', '30/11/2026', '30/12/2026', '31'],
            ],
          },
          { kind: 'notice', tone: 'warning', text: 'La période d’utilisation perd 1 jour (art. 5).' },
          { kind: 'code', text: 'audit   ███\nmise en place   ███' },
        ]),
      };
    case 'inscription':
      return { kind: 'form', form: formOf('inscription', {}, {}) };
    case 'noter':
      return {
        kind: 'card',
        card: card('noted', 'C’est noté', [
          { kind: 'notice', tone: 'success', text: 'Prochain rappel le 30/05/2026.' },
        ]),
      };
    case 'long':
      return {
        kind: 'card',
        card: card('long', 'Texte long', [text('x'.repeat(4000)), text('<b>gras</b> **étoiles**')]),
      };
    default:
      return {
        kind: 'refused',
        form: null,
        card: card(
          'refusal',
          'Commande inconnue',
          [{ kind: 'notice', tone: 'refusal', text: `Commande inconnue. Vouliez-vous dire « aide » ?` }],
          [button('aide', 'aide', 'normal')],
        ),
      };
  }
}

function submitted(command: string, values: Values): Reply {
  if (!/^[\d ]{10,14}$/.test(values['phone'] ?? '') && command === 'inscription') {
    const sentence = 'Ce numéro ne comporte pas 10 chiffres. Exemple : 01 48 00 00 00.';
    return {
      kind: 'refused',
      card: card('refusal', 'Formulaire à corriger', [text(sentence)]),
      form: formOf(command, values, { phone: sentence }),
    };
  }
  return {
    kind: 'card',
    card: card('receipt', 'Demande transmise', [
      { kind: 'notice', tone: 'success', text: 'Votre demande est enregistrée : REF-2026-0007.' },
      { kind: 'facts', facts: Object.entries(values).map(([name, value]) => fact(name, value)) },
    ]),
  };
}

function formOf(command: string, values: Values, errors: Values): Form {
  const fields =
    command === 'rappeler'
      ? [field('day', 'Me le rappeler le', 'date', true)]
      : [
          {
            ...field('commune', 'Commune', 'choice', true),
            options: options('Choisy-le-Roi', 'Exempleville'),
          },
          { ...field('name', 'Prénom et nom', 'text', true), maxLength: 120 },
          field('email', 'Courriel', 'email', true),
          { ...field('phone', 'Téléphone', 'phone', true), hint: 'Par exemple 01 48 00 00 00' },
          field('from', 'À compter du', 'date', false),
          field('why', 'Motif', 'multiline', false),
        ];
  return {
    command,
    title: command === 'rappeler' ? 'Rappel' : 'Devenir référent',
    intro: [text('La Métropole confirmera votre rôle (convention, art. 4).')],
    fields,
    values: { commune: 'Choisy-le-Roi', ...values },
    errors,
    hidden: { source: 'essai' },
    submitLabel: 'Transmettre à la Métropole',
  };
}

function card(name: string, title: string, blocks: readonly Block[], actions: readonly Action[] = []): Card {
  return { name, title, blocks, actions };
}

function text(words: string): Block {
  return { kind: 'text', text: words, weight: 'normal' };
}

function fact(label: string, value: string): { readonly label: string; readonly value: string } {
  return { label, value };
}

function button(label: string, command: string, style: 'normal' | 'primary' | 'danger'): Action {
  return { kind: 'run', label, command, values: { of: 'choisy-le-roi' }, style };
}

function opener(label: string, command: string): Action {
  return { kind: 'form', label, command, values: {}, style: 'normal' };
}

function field(name: string, label: string, widget: Field['widget'], required: boolean): Field {
  return { name, label, widget, required, hint: null, maxLength: null, options: [] };
}

function options(...names: readonly string[]): Field['options'] {
  return names.map((name) => ({ value: name, label: name }));
}
