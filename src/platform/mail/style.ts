/** The whole style of a mail: nothing remote, readable where a mail program leaves it out, light and dark. */
export const MAIL_STYLE = `
body{margin:0;padding:16px;background:#f3f5f8;color:#1b2430;font:16px/1.5 -apple-system,"Segoe UI",Roboto,Arial,sans-serif}
.sheet{max-width:600px;margin:0 auto;padding:24px 20px;background:#fff;border-radius:10px;overflow-wrap:break-word}
.brand{margin:0 0 16px;color:#155a8a;font-weight:700}
h1{margin:0 0 12px;font-size:22px;line-height:1.3}
h2{margin:20px 0 4px;font-size:16px}
p,ul,table{margin:0 0 12px}
ul{padding-left:20px}
.notice{padding:10px 12px;border-left:4px solid #155a8a;background:#e4eff7}
.success{border-color:#17633a;background:#e4f3ea}
.warning{border-color:#744600;background:#fcf0da}
.refusal{border-color:#a0241b;background:#fbeae8}
table{border-collapse:collapse}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid #d5dbe3;text-align:left;vertical-align:top}
.facts th{font-weight:400;color:#4a5666}
.scroll{overflow-x:auto}
pre{margin:0 0 12px;padding:10px 12px;background:#f3f5f8;white-space:pre-wrap}
.subtle,.foot{color:#4a5666;font-size:14px}
.acts{margin:20px 0}
.act{display:inline-block;margin:0 8px 8px 0;padding:10px 16px;border:1px solid #155a8a;border-radius:8px;color:#155a8a;font-weight:600;line-height:22px;text-decoration:none}
.act.primary{background:#155a8a;color:#fff}
.act.danger{border-color:#a0241b;color:#a0241b}
.foot{margin-top:24px;padding-top:12px;border-top:1px solid #d5dbe3}
.foot p{margin:0 0 8px}
a{color:#155a8a}
@media (prefers-color-scheme:dark){
body{background:#11161c;color:#e6ebf1}
.sheet{background:#1a212a}
pre{background:#11161c}
.brand,a,.act{color:#8ac2ee}
.act{border-color:#8ac2ee}
.act.primary{background:#8ac2ee;color:#0b2133}
.act.danger{border-color:#f7a9a0;color:#f7a9a0}
.notice{border-color:#8ac2ee;background:#1d3244}
.success{border-color:#8ad5a6;background:#163022}
.warning{border-color:#f0c274;background:#352a12}
.refusal{border-color:#f7a9a0;background:#3c201d}
th,td,.foot{border-color:#35404c}
.facts th,.subtle,.foot{color:#aab6c3}
}`;
