import { avenantNotice } from '../../../cards/convention.ts';
import { formalNoticeReminder } from '../../../cards/formal-notice.ts';
import type { Card } from '../../../cards/model.ts';
import { reviewReceiptMail, reviewTold } from '../../../cards/review.ts';
import { isExpired } from '../../domain/convention/notices.ts';
import { coordinatorIds } from '../designate.ts';
import type { Message } from '../ports.ts';
import type { ClockContext } from '../reminders.ts';
import type { Target } from '../target.ts';
import { avenantView } from './avenant-view.ts';
import { noticeView } from './formal-notice.ts';
import { sentReviewView } from './review-view.ts';
import { AVENANT_TOLD, NOTICE_REMINDER, REVIEW_RECEIPT, REVIEW_TOLD } from './topics.ts';

/** Null when what the notice tells of was settled before it could leave. */
export function conventionNotice(
  context: ClockContext,
  target: Target,
  { topic, data, to }: Pick<Message, 'topic' | 'data' | 'to'>,
): Card | null {
  const { avenants, notices } = target.beneficiary.convention;
  switch (topic) {
    case AVENANT_TOLD: {
      const avenant = avenants.find((one) => one.avenant === data['avenant']);
      return avenant === undefined ? null : avenantNotice(avenantView(context, target, avenant));
    }
    case NOTICE_REMINDER: {
      const notice = notices.get(String(data['notice']));
      const isOver = notice === undefined || notice.closed !== null;
      // Whom the letter is about is never written to by a chat (art. 12).
      if (isOver || !coordinatorIds(context).includes(to)) return null;
      return formalNoticeReminder({
        ...noticeView(context, target, notice),
        isOver: isExpired(notice, context.now),
      });
    }
    case REVIEW_TOLD:
    case REVIEW_RECEIPT: {
      const view = sentReviewView(context, target);
      if (view === null) return null;
      return topic === REVIEW_TOLD ? reviewTold(view) : reviewReceiptMail(view);
    }
    default:
      return null;
  }
}
