import { remembered } from '../domain/kernel/remember.ts';
import { addBeneficiary } from './add-beneficiary.ts';
import { fileFieldOf, receiveFiles } from './attachments/receive.ts';
import type { CommandSummary } from './bot.ts';
import { cancel } from './cancel.ts';
import { retryMessage, stopMessage } from './change-outbox.ts';
import { changeReferent } from './change-referent.ts';
import type { Command, Role } from './command.ts';
import { adjustSeries } from './committee/adjust-series.ts';
import { agenda } from './committee/agenda.ts';
import { answerPoll } from './committee/answer-poll.ts';
import { cancelMeeting } from './committee/cancel-meeting.ts';
import { endAction } from './committee/end-action.ts';
import { inviteGuest } from './committee/invite-guest.ts';
import { listMeetings } from './committee/list-meetings.ts';
import { moveMeeting } from './committee/move-meeting.ts';
import { openPoll } from './committee/open-poll.ts';
import { orderAgenda } from './committee/order-agenda.ts';
import { planMeeting } from './committee/plan-meeting.ts';
import { planSeries } from './committee/plan-series.ts';
import { recordMinutes } from './committee/record-minutes.ts';
import { sayAttendance } from './committee/say-attendance.ts';
import { closePoll, fixPoll } from './committee/settle-poll.ts';
import { revokeFeed, showFeed } from './committee/show-feed.ts';
import { showMeeting } from './committee/show-meeting.ts';
import { showMinutes } from './committee/show-minutes.ts';
import { showPoll } from './committee/show-poll.ts';
import { checkWords } from './communication/check-words.ts';
import { publishKit } from './communication/kit-publish.ts';
import { showKit } from './communication/kit-show.ts';
import { askOpinion } from './communication/opinion-ask.ts';
import { giveOpinion } from './communication/opinion-give.ts';
import { listOpinions } from './communication/opinion-list.ts';
import { declarePublication } from './communication/publication-declare.ts';
import { listPublications } from './communication/publication-list.ts';
import { showRules } from './communication/rules.ts';
import { recallRules } from './communication/rules-recall.ts';
import { wishRules } from './communication/rules-wish.ts';
import { recordAvenant } from './convention/avenant.ts';
import { recordDataAct } from './convention/data-act.ts';
import { closeFormalNotice, recordFormalNotice, recordHearing } from './convention/formal-notice.ts';
import { showObligations } from './convention/obligations.ts';
import { sendReview, showReview, writeReview } from './convention/review.ts';
import { signConvention } from './convention/sign.ts';
import { verifyConvention } from './convention/verify.ts';
import { delayPhase } from './delay-phase.ts';
import { chase } from './deliverable/chase.ts';
import { handOver } from './deliverable/hand-over.ts';
import { judge } from './deliverable/judge.ts';
import { liftReserve } from './deliverable/lift-reserve.ts';
import { listDeliverables } from './deliverable/list.ts';
import { showMatrix } from './deliverable/matrix.ts';
import { newVersion } from './deliverable/new-version.ts';
import { showDeliverable } from './deliverable/show.ts';
import { withdraw } from './deliverable/withdraw.ts';
import { endPhase } from './end-phase.ts';
import { confirmErasure, erasePerson } from './erase-person.ts';
import { help } from './help.ts';
import { importBeneficiaries } from './import-beneficiaries.ts';
import { exportIncidents } from './incident/export.ts';
import {
  answerIncident,
  assignIncident,
  closeIncident,
  completeIncident,
  followIncident,
  reopenIncident,
} from './incident/follow.ts';
import { listIncidents } from './incident/list.ts';
import { reportIncident } from './incident/report.ts';
import { showIncident } from './incident/show.ts';
import { missingReferents } from './missing-referents.ts';
import { noteReminder } from './note-reminder.ts';
import { setPreferences } from './preferences.ts';
import { requestAccess } from './request-access.ts';
import { confirmProposal, declineProposal } from './settle-proposal.ts';
import { confirmRequest, declineRequest } from './settle-request.ts';
import { showBeneficiary } from './show-beneficiary.ts';
import { showCalendar } from './show-calendar.ts';
import { showDeadlines } from './show-deadlines.ts';
import { showLate } from './show-late.ts';
import { showOutbox } from './show-outbox.ts';
import { showOwnData } from './show-own-data.ts';
import { showReferent } from './show-referent.ts';
import { simulate } from './simulate.ts';
import { snoozeReminder } from './snooze-reminder.ts';
import { verifyJournal } from './verify-journal.ts';

/** THE table: every command of every platform, in the order in which help lists them. */
export const commands: readonly Command[] = [
  help((roles) => usableCommands(commands, roles)),
  requestAccess,
  showDeadlines,
  showCalendar,
  showReferent,
  changeReferent,
  delayPhase,
  endPhase,
  showBeneficiary,
  showObligations,
  writeReview,
  showReview,
  sendReview,
  reportIncident,
  listIncidents,
  showIncident,
  completeIncident,
  answerIncident,
  reopenIncident,
  showRules,
  checkWords,
  showKit,
  askOpinion,
  listOpinions,
  declarePublication,
  listPublications,
  listDeliverables,
  showDeliverable,
  judge,
  liftReserve,
  listMeetings,
  showMeeting,
  sayAttendance,
  agenda,
  showMinutes,
  showPoll,
  answerPoll,
  showFeed,
  revokeFeed,
  setPreferences,
  showOwnData,
  showLate,
  missingReferents,
  addBeneficiary,
  importBeneficiaries,
  followIncident,
  assignIncident,
  closeIncident,
  exportIncidents,
  publishKit,
  handOver,
  newVersion,
  withdraw,
  showMatrix,
  chase,
  simulate,
  signConvention,
  recordAvenant,
  recordDataAct,
  recordFormalNotice,
  closeFormalNotice,
  recordHearing,
  verifyConvention,
  planMeeting,
  planSeries,
  moveMeeting,
  cancelMeeting,
  inviteGuest,
  openPoll,
  fixPoll,
  closePoll,
  orderAgenda,
  recordMinutes,
  showOutbox,
  erasePerson,
  verifyJournal,
  noteReminder,
  snoozeReminder,
  endAction,
  wishRules,
  recallRules,
  giveOpinion,
  adjustSeries,
  confirmRequest,
  declineRequest,
  confirmProposal,
  declineProposal,
  retryMessage,
  stopMessage,
  confirmErasure,
  receiveFiles((roles) =>
    commands.filter((command) => takesFiles(command) && command.roles.some((role) => roles.has(role))),
  ),
  cancel,
];

/** The commands that somebody with these roles may use and would type: those that only buttons call are left out. */
export function usableCommands(
  table: readonly Command[],
  roles: ReadonlySet<Role>,
): readonly CommandSummary[] {
  return table
    .filter((command) => isTyped(command) && command.roles.some((role) => roles.has(role)))
    .map(({ word, help: sentence }) => ({ word, help: sentence }));
}

function takesFiles(command: Command): boolean {
  return isTyped(command) && fileFieldOf(command) !== null;
}

/** What a person types, as against what only a button calls with a hidden value. */
export const isTyped = remembered(
  ({ fields }: Command): boolean =>
    !Object.values(fields).some((field) => field.required && field.meta.widget === 'hidden'),
);
