/** The one limiter that is used: the package's index loads those of every database too. */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  // biome-ignore lint/style/noDefaultExport: that is how the package is published.
  export { RateLimiterMemory as default } from 'rate-limiter-flexible';
}
