import {
  type FormalNoticeView,
  formalNoticeClosed,
  formalNoticeRecorded,
  hearingRecorded,
  NOTICE_OUTCOME_OPTIONS,
  OUTCOME_VALUES,
} from '../../../cards/formal-notice.ts';
import type { FormalNoticeSent } from '../../domain/convention/events.ts';
import { isExpired, remedyBy } from '../../domain/convention/notices.ts';
import type { FormalNotice } from '../../domain/convention/state.ts';
import { Refusal } from '../../domain/kernel/refusal.ts';
import { formatNumber, nextNumber } from '../../domain/people/directory.ts';
import { actorId } from '../actor.ts';
import { type Context, decision } from '../command.ts';
import { choice, day, line, paragraph } from '../fields.ts';
import { defineCommuneCommand, type Target, targetValue } from '../target.ts';
import { refuseFuture } from './sign.ts';

/**
 * Art. 12: a coordinator records that a registered letter was sent, so that its thirty calendar days are counted. Nothing
 * is sent, and nobody of the beneficiary is written to: only the letter has an effect. Refused: a day to come, a second
 * notice while one is open.
 */
export const recordFormalNotice = defineCommuneCommand({
  word: 'convention mise-en-demeure',
  title: 'Mise en demeure',
  help: "enregistrer l'envoi d'une lettre recommandée et compter ses trente jours",
  article: 'convention, art. 12',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: {
    'envoyee-le': day({ label: 'Lettre recommandée envoyée le' }),
    manquement: paragraph({ label: 'Manquement' }, { min: 10, max: 1_000 }),
  },
  run: (input, context, target) => {
    const future = refuseFuture(context.today, input['envoyee-le'], 'envoyee-le');
    if (future !== null) return future;
    const open = openNotice(target);
    if (open !== null) return new Refusal({ code: 'notice-open', notice: open.notice, sentOn: open.sentOn });
    const number = nextNumber(context.world.directory, 'MED', context.today.year);
    const data: FormalNoticeSent = {
      notice: formatNumber(number),
      commune: target.beneficiary.facts.id,
      sentOn: input['envoyee-le'].toString(),
      breach: input.manquement,
      byId: actorId(context.actor),
    };
    return decision({
      track: target.track.id,
      events: [{ type: 'formal-notice-sent', data }],
      numbers: [number],
      card: formalNoticeRecorded({
        ...noticeView(context, target, data),
        isOver: isExpired(data, context.now),
      }),
    });
  },
});

/** How a formal notice ends (art. 12). Refused: none that is open, a day to come or before the letter. */
export const closeFormalNotice = defineCommuneCommand({
  word: 'convention clore-demeure',
  title: 'Clore la mise en demeure',
  help: 'dire comment une mise en demeure prend fin',
  article: 'convention, art. 12',
  roles: ['coordinator'],
  submitLabel: 'Clore',
  fields: {
    suite: choice({ label: 'Suite' }, NOTICE_OUTCOME_OPTIONS),
    le: day({ label: 'Le' }),
  },
  run: (input, context, target) => {
    const future = refuseFuture(context.today, input.le, 'le');
    if (future !== null) return future;
    const open = openNotice(target);
    if (open === null) return new Refusal({ code: 'no-open-notice', commune: target.beneficiary.facts.name });
    const on = input.le.toString();
    if (on < open.sentOn) return new Refusal({ code: 'before-notice', day: on, sentOn: open.sentOn }, 'le');
    const outcome = input.suite === OUTCOME_VALUES.remedied ? 'remedied' : 'withdrawn';
    const commune = target.beneficiary.facts.id;
    const byId = actorId(context.actor);
    return decision({
      track: target.track.id,
      events: [{ type: 'formal-notice-closed', data: { notice: open.notice, commune, outcome, on, byId } }],
      card: formalNoticeClosed({ ...noticeView(context, target, open), outcome, on }),
    });
  },
});

/** Art. 9: the beneficiary's representatives were heard. Refused: a day to come. */
export const recordHearing = defineCommuneCommand({
  word: 'convention audition',
  title: 'Audition',
  help: "enregistrer que les représentants d'une collectivité ont été entendus",
  article: 'convention, art. 9',
  roles: ['coordinator'],
  submitLabel: 'Enregistrer',
  fields: {
    le: day({ label: 'Entendus le' }),
    entendus: line({ label: 'Qui a été entendu', hint: 'En quelle qualité' }, 300),
  },
  run: (input, context, target) => {
    const future = refuseFuture(context.today, input.le, 'le');
    if (future !== null) return future;
    const heldOn = input.le.toString();
    const commune = target.beneficiary.facts.id;
    const byId = actorId(context.actor);
    return decision({
      track: target.track.id,
      events: [{ type: 'hearing-held', data: { commune, heldOn, heard: input.entendus, byId } }],
      card: hearingRecorded({
        commune: target.beneficiary.facts.name,
        communeValue: targetValue(context.world, target),
        heldOn,
        heard: input.entendus,
      }),
    });
  },
});

/** The one that stands; null for none. */
function openNotice({ beneficiary }: Target): FormalNotice | null {
  return [...beneficiary.convention.notices.values()].find(({ closed }) => closed === null) ?? null;
}

/** What cards show of a formal notice. */
export function noticeView(
  { world }: Pick<Context, 'world'>,
  target: Target,
  { notice, sentOn, breach }: Pick<FormalNotice, 'notice' | 'sentOn' | 'breach'>,
): FormalNoticeView {
  return {
    commune: target.beneficiary.facts.name,
    communeValue: targetValue(world, target),
    notice,
    sentOn,
    breach,
    dueOn: remedyBy({ sentOn }),
  };
}
