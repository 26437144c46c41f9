/** An avenant was recorded, to whom the beneficiary's calendar concerns. */
export const AVENANT_TOLD = 'avenant-told';
/** To coordinators alone: the thirty days of a formal notice are about to end, or are over. */
export const NOTICE_REMINDER = 'formal-notice-reminder';
/** A beneficiary has sent its review, to MGP and to who else speaks for it. */
export const REVIEW_TOLD = 'review-told';
/** The receipt, to whoever sent it; goes by mail alone, since the chat has shown it. */
export const REVIEW_RECEIPT = 'review-receipt';
