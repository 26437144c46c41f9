import { tzlib_get_ical_block as blockOf } from 'timezones-ical-library';

/** Every meeting is a wall time there. */
export const ZONE = 'Europe/Paris';

const LAST_MODIFIED = /^LAST-MODIFIED:.*\r\n/mu;

/**
 * The VTIMEZONE of Paris, with its line ends: without it Outlook shows a meeting one hour late. When the library last
 * looked at it is left out, so that an update of it alone changes no feed.
 */
export const ZONE_TEXT = `${String(blockOf(ZONE)[0]).trim()}\r\n`.replace(LAST_MODIFIED, '');
