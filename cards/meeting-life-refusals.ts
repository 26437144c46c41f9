import type { LineFault, MeetingLifeReason } from '../src/domain/kernel/meeting-life-reasons.ts';
import { type Described, fixable, plain } from './fixes.ts';
import { frDate, frTime } from './meeting.ts';
import { count, echo, frDay, NBSP, orList, quoted, THIN } from './words.ts';

/** The French sentence of a refusal about a meeting's life: what, why, what next. */
export function meetingLifeRefusal(reason: MeetingLifeReason): Described {
  switch (reason.code) {
    case 'replacement-self':
      return plain(
        'Ce courriel est le vôtre. Indiquez la personne qui viendra à votre place, ou répondez que vous serez absent(e).',
      );
    case 'too-many-replacements':
      return plain(
        `Vous avez déjà indiqué ${count(reason.max, 'personne')} pour cette réunion, et chacune a reçu un courriel. Pour un autre changement, écrivez à la coordination de la Métropole.`,
      );
    case 'agenda-full':
      return plain(
        `L'ordre du jour est complet${NBSP}: ${count(reason.points, 'point')} et ${reason.characters}${NBSP}caractères au plus. Raccourcissez votre point, ou voyez avec la coordination lequel retirer.`,
      );
    case 'too-many-lines':
      return plain(
        `Ce texte compte ${count(reason.given, 'ligne')}${THIN}; le maximum est ${reason.max}. Rien n'a été enregistré.`,
      );
    case 'meeting-not-begun':
      return plain(
        `${reason.meeting} n'a pas encore commencé${NBSP}: son compte rendu s'écrit à partir du ${frDate(reason.day)}, ${frTime(reason.time)}.`,
      );
    case 'line-faulty':
      return plain(`Ligne ${reason.line}${NBSP}: ${faultSentence(reason.fault)}`);
    case 'not-a-copil':
      return fixable(
        `${reason.meeting} n'est pas un comité de pilotage${NBSP}: lui seul valide les étapes et leurs coûts. Laissez ces champs vides, ou portez la décision au compte rendu du comité de pilotage.`,
        [],
        'convention, art. 6',
      );
    case 'action-gone':
      return plain(
        `Cette action ne figure plus au compte rendu, qui a été corrigé. Tapez ${quoted('compte-rendu')} pour sa dernière version.`,
      );
    case 'action-of-another':
      return plain(
        `Cette action revient à ${reason.owner}, qui seul(e) peut la dire terminée, avec la coordination de la Métropole.`,
      );
  }
}

function faultSentence(fault: LineFault): string {
  switch (fault.kind) {
    case 'too-long':
      return `${fault.length}${NBSP}caractères${THIN}; le maximum est ${fault.max}. Merci de raccourcir cette ligne.`;
    case 'shape':
      return `écrivez qui, quoi et pour quand, séparés par des points-virgules. Exemple${NBSP}: Amina Diallo${THIN}; transmettre la liste des agents${THIN}; 31/07/2026.`;
    case 'not-convened':
      return `${echo(fault.typed)} ne figure pas parmi les personnes conviées. ${meant(fault.suggestions)}`;
    case 'same-name':
      return `plusieurs personnes conviées portent le nom ${echo(fault.typed)}. Indiquez son courriel.`;
    case 'no-such-day':
      return `${echo(fault.typed)} n'est pas une date du calendrier. Écrivez-la sous la forme jj/mm/aaaa.`;
    case 'before-meeting':
      return `le ${frDay(fault.day)} précède la réunion (${frDay(fault.meetingOn)}). Indiquez une échéance qui lui est postérieure.`;
    case 'after-term':
      return `le ${frDay(fault.day)} est postérieur au terme de la convention (${frDay(fault.term)}). Indiquez une échéance plus proche.`;
  }
}

function meant(suggestions: readonly string[]): string {
  return suggestions.length === 0
    ? 'Indiquez un nom ou un courriel de la réunion.'
    : `Vouliez-vous dire${NBSP}: ${orList(suggestions)}${THIN}?`;
}
