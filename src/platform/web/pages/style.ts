import { createHash } from 'node:crypto';

/** The one style sheet: light and dark, from 320 px on, and on paper. Names of colours as on the trial page. */
const TEXT = `
:root{color-scheme:light dark;--ground:#f3f5f8;--surface:#ffffff;--ink:#1b2430;--ink-soft:#4a5666;--line:#d5dbe3;--control:#6f7b89;
--accent:#155a8a;--accent-hover:#0f466d;--on-accent:#ffffff;--accent-soft:#e4eff7;--good:#17633a;--good-soft:#e4f3ea;
--warn:#744600;--warn-soft:#fcf0da;--bad:#a0241b;--bad-hover:#7d1a13;--on-bad:#ffffff;--bad-soft:#fbeae8;--focus:#b44d00}
@media (prefers-color-scheme:dark){:root{--ground:#11161c;--surface:#1a212a;--ink:#e6ebf1;--ink-soft:#aab6c3;--line:#35404c;--control:#7f8c9a;
--accent:#8ac2ee;--accent-hover:#b3d8f5;--on-accent:#0b2133;--accent-soft:#1d3244;--good:#8ad5a6;--good-soft:#163022;
--warn:#f0c274;--warn-soft:#352a12;--bad:#f7a9a0;--bad-hover:#fbc9c3;--on-bad:#3a100c;--bad-soft:#3c201d;--focus:#ffb066}}
*,*::before,*::after{box-sizing:border-box}
html{background:var(--ground);color:var(--ink);font:400 1.0625rem/1.5 -apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%}
body{max-width:44rem;margin:0 auto;padding:0 1rem 2rem;overflow-wrap:break-word}
h1,h2,p,ul,table,pre{margin:0 0 .75rem}
h1{font-size:1.5rem;line-height:1.3}
h2{margin-top:1.5rem;font-size:1.125rem}
ul{padding-left:1.25rem}
a{color:var(--accent);text-underline-offset:3px}
a:hover{color:var(--accent-hover)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:.5rem;top:-6rem;padding:.75rem 1rem;background:var(--accent);color:var(--on-accent)}
.skip:focus{top:.5rem}
header{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline;padding:1rem 0}
header p{margin:0}
.brand{color:var(--accent);font-weight:700;font-size:1.125rem}
.subtle,.hint,.format,.optional,header .what,footer{color:var(--ink-soft);font-size:.9375rem}
main{padding:1.25rem;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
footer{padding:1rem 0}
footer a{display:inline-block;padding:.625rem 0}
.notice,.summary,.confirm{padding:.625rem .875rem;border-left:4px solid var(--accent);background:var(--accent-soft)}
.success{border-color:var(--good);background:var(--good-soft)}
.warning{border-color:var(--warn);background:var(--warn-soft)}
.refusal,.summary{border-color:var(--bad);background:var(--bad-soft)}
.summary{margin-bottom:1rem}
.summary>:last-child{margin-bottom:0}
.summary .notice{padding:0;border:0;background:none}
.summary ul{padding:0;list-style:none}
.summary a{display:inline-block;min-height:2.75rem;padding:.5rem 0;color:var(--bad)}
table{border-collapse:collapse;text-align:left}
th,td{padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.facts{width:100%}
.facts th{width:34%;font-weight:400;color:var(--ink-soft)}
.facts td,.facts th{overflow-wrap:anywhere}
.facts th a{display:inline-block;min-height:2.75rem;padding:.5rem 0;margin:-.5rem 0;overflow-wrap:normal}
.grid th,.grid td{min-width:6rem;padding-right:1rem}
.grid td:first-child{min-width:8rem}
.scroll{overflow-x:auto;max-width:100%}
pre{padding:.75rem;background:var(--ground);font-size:.9375rem;white-space:pre-wrap;overflow-wrap:anywhere}
.field{margin:0 0 1.25rem}
.faulty{padding-left:.875rem;border-left:4px solid var(--bad)}
label{display:block;margin-bottom:.25rem}
.name{font-weight:600}
.hint,.format,.given,.error{margin-bottom:.375rem}
.error{color:var(--bad);font-weight:600}
input,select,textarea{display:block;width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid var(--control);border-radius:8px;background:var(--surface);color:inherit;font:inherit}
[type=file]{padding:.25rem}
::file-selector-button{min-height:2.25rem;margin-right:.75rem;padding:0 .75rem;border:1px solid var(--control);border-radius:6px;background:var(--surface);color:var(--ink);font:inherit;font-weight:600;cursor:pointer}
::file-selector-button:hover{border-color:var(--accent);color:var(--accent)}
[aria-invalid]{border:2px solid var(--bad)}
.day{max-width:11rem}
[type=hidden]{display:none}
.acts{display:flex;flex-wrap:wrap;gap:.625rem;margin:1.25rem 0 .25rem}
.acts form{display:flex;max-width:100%}
.act{display:inline-block;min-height:2.75rem;max-width:100%;padding:.5625rem 1rem;border:1px solid var(--control);border-radius:8px;background:var(--surface);color:var(--ink);font:inherit;font-weight:600;text-decoration:none;text-align:center;cursor:pointer}
.act:hover{border-color:var(--accent);color:var(--accent)}
.act.primary{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
.act.primary:hover{border-color:var(--accent-hover);background:var(--accent-hover);color:var(--on-accent)}
.act.danger{border-color:var(--bad);color:var(--bad)}
.act.danger:hover{border-color:var(--bad-hover);color:var(--bad-hover)}
@media (max-width:30rem){main{padding:1rem .875rem}.acts form,.acts .act{flex:1 1 100%}.acts button{width:100%}}
@media (forced-colors:active){.act{border:1px solid ButtonBorder}}
@media print{html,main{background:none;color:#000;border:0}body{max-width:none}main{padding:0}.skip,.acts,form,footer a{display:none}.notice,.summary{border:1px solid #000;background:none}.scroll{overflow:visible}}
`;

const ICON_TEXT =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#155a8a"/><path d="M14 4h4v21l-2 4-2-4z" fill="#fff"/><path d="M14 9h4v5h-4zM14 19h4v5h-4z" fill="#e8843c"/></svg>';

/** A file that pages name by what it holds, so that a browser may keep it for ever. */
export interface Asset {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export const STYLE = asset('css', 'text/css; charset=utf-8', TEXT);
export const ICON = asset('svg', 'image/svg+xml', ICON_TEXT);

function asset(extension: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { name: `jalon-${hash}.${extension}`, type, text };
}
