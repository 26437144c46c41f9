/**
 * Loaded before Jalon in a child process (`--import`): moves its whole clock, `Temporal.Now` and `Date` alike, by
 * `TEST_CLOCK_SHIFT_MS`, so that a day of the real convention is « today » whenever the tests run. Where the parent keeps
 * a channel open, a number sent through it is the new shift, as when an operator sets the machine's hour; it is answered
 * once it counts. What does not look at the hour (`performance.now`, timers) goes on as before.
 */
let shiftMs = Number(process.env['TEST_CLOCK_SHIFT_MS'] ?? 0);
const realInstant = Temporal.Now.instant.bind(Temporal.Now);
// biome-ignore lint/style/noRestrictedGlobals: the libraries' own clock must move too.
const RealDate = Date;

const instant = () => realInstant().add({ milliseconds: shiftMs });
Temporal.Now.instant = instant;
Temporal.Now.plainDateISO = (zone) =>
  instant()
    .toZonedDateTimeISO(zone ?? 'UTC')
    .toPlainDate();
Temporal.Now.zonedDateTimeISO = (zone) => instant().toZonedDateTimeISO(zone ?? 'UTC');

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [target.now() + shiftMs] : args, newTarget),
  get: (target, name, receiver) =>
    name === 'now' ? () => target.now() + shiftMs : Reflect.get(target, name, receiver),
});

process.on('message', (shift) => {
  shiftMs = Number(shift);
  process.send?.(shift);
});
// The channel alone keeps nothing running.
process.channel?.unref();
