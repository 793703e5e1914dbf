/** The style sheet of the reference page. A string, because the build copies no other files than sources. */
export const REFERENCE_STYLE = `
:root {
  --ink: #22303a;
  --muted: #64737f;
  --line: #e3e8ec;
  --paper: #fff;
  --side: #f6f8f9;
  --accent: #17618f;
  --dark: #232e36;
  --dark-line: #36444e;
  --dark-ink: #dfe7ec;
  --dark-muted: #93a4b0;
  --get: #1f7f4c;
  --post: #1d6fb8;
  --put: #b25e09;
  --patch: #7a4fb3;
  --delete: #bf3131;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}

* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }

body {
  margin: 0;
  display: grid;
  grid-template-columns: 17.5rem minmax(0, 1fr);
  color: var(--ink);
  background: var(--paper);
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif;
}

a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid #4aa3d8; outline-offset: 2px; }
code { font-family: var(--mono); font-size: .875em; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; background: var(--paper); padding: .5rem 1rem; }

/* left: where things are */
nav {
  position: sticky;
  top: 0;
  height: 100vh;
  overflow-y: auto;
  padding: 1.5rem 0 3rem;
  background: var(--side);
  border-right: 1px solid var(--line);
  font-size: 13.5px;
}
nav p { margin: 0; padding: 0 1.25rem; }
nav .brand { display: flex; align-items: center; gap: .5rem; font-size: 12px; color: var(--muted); }
nav .brand a { display: flex; align-items: center; gap: .6rem; font-size: 19px; font-weight: 650; color: var(--ink); }
nav .links { display: flex; align-items: center; gap: .9rem; margin: 1rem 0 1.25rem; }
nav .button { padding: .3rem .8rem; border-radius: 5px; color: #fff; background: var(--accent); font-weight: 600; }
nav h2 { margin: 1rem 0 .15rem; padding: 0 1.25rem; font-size: 13.5px; font-weight: 650; }
nav h2 a { color: var(--ink); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav li a { display: flex; gap: .55rem; align-items: baseline; padding: .22rem 1.25rem; color: #43525e; line-height: 1.4; }
nav li a:hover { background: #e9eef1; text-decoration: none; }
nav .method { flex: none; width: 3.3rem; font-size: 9.5px; }

/* middle and right: text beside its example */
main { background: linear-gradient(to right, var(--paper) 56%, var(--dark) 56%); }
.row { display: grid; grid-template-columns: 56% 44%; }
.text { padding: 1.5rem 2.5rem 2rem; min-width: 0; }
.code { padding: 1.5rem 1.75rem 2rem; min-width: 0; color: var(--dark-ink); }
.group .text { padding-bottom: .5rem; }
section + section { border-top: 1px solid var(--line); border-image: linear-gradient(to right, var(--line) 56%, var(--dark-line) 56%) 1; }
article.row { border-top: 1px solid; border-image: linear-gradient(to right, var(--line) 56%, var(--dark-line) 56%) 1; }

h1 { margin: .5rem 0 1rem; font-size: 32px; line-height: 1.2; letter-spacing: -.015em; }
.text h2 { margin: 1rem 0 .5rem; font-size: 25px; line-height: 1.25; letter-spacing: -.01em; }
.text h3 { margin: .75rem 0 .5rem; font-size: 18.5px; line-height: 1.35; }
.text h4, .code h4 { margin: 1.6rem 0 .4rem; font-size: 12px; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); }
.code h4 { color: var(--dark-muted); }
.code > h4:first-child { margin-top: .9rem; }
h3 .anchor { color: inherit; }
:target h3 .anchor, :target h2 { color: var(--accent); }
.text p { margin: .6rem 0; }
.text p code, .text li code, td code { padding: .1em .35em; border-radius: 4px; background: #eef2f4; overflow-wrap: anywhere; }

.method { display: inline-block; font: 700 11px/1.4 var(--mono); letter-spacing: .02em; }
.method.get { color: var(--get); }
.method.post { color: var(--post); }
.method.put { color: var(--put); }
.method.patch { color: var(--patch); }
.method.delete { color: var(--delete); }
.text .method { flex: none; padding: .25rem .55rem; border-radius: 4px; color: #fff; }
.text .method.get { background: var(--get); }
.text .method.post { background: var(--post); }
.text .method.put { background: var(--put); }
.text .method.patch { background: var(--patch); }
.text .method.delete { background: var(--delete); }
.uri, .example-uri { display: flex; align-items: center; gap: .7rem; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--side); }
.text .uri code, .text .example-uri code { padding: 0; background: none; font-size: 13.5px; }
.text .uri code { font-weight: 600; }
.access { font-size: 13px; color: var(--muted); }
.access a { color: inherit; }
.access::before { content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .5em; border-radius: 50%; background: #7d94a3; }

table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: 13.5px; line-height: 1.5; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { font-size: 12px; color: var(--muted); font-weight: 600; }
tbody th { font-weight: 600; }
.attributes tbody th, .parameters tbody th { width: 30%; overflow-wrap: anywhere; }
td.type { width: 21%; color: #43525e; overflow-wrap: anywhere; }
th .optional, td .optional { font-size: 11.5px; font-weight: 400; color: var(--muted); }
td .required { font-size: 11.5px; color: #b0442c; }
.limits { display: block; font-size: 12.5px; color: var(--muted); }
.sample { display: block; font-size: 12.5px; }
.errors { margin: .4rem 0; padding: 0; list-style: none; font-size: 13.5px; }
.errors li { padding: .12rem 0; }

.code pre { margin: .4rem 0 .8rem; padding: .85rem 1rem; border-radius: 6px; background: #1a2329; overflow-x: auto; font: 12.5px/1.55 var(--mono); }
.code pre code { font: inherit; }
.code pre.request { white-space: pre-wrap; overflow-wrap: anywhere; }
.code b { color: #fff; }
.code details { margin: .3rem 0; }
.code summary { cursor: pointer; padding: .15rem 0; font-size: 13px; color: var(--dark-muted); }
.code summary:hover { color: #fff; }
.status { display: inline-block; padding: 0 .45rem; border-radius: 4px; font: 700 12px/1.6 var(--mono); color: #fff; }
.status.good { background: var(--get); }
.status.bad { background: #8f3d34; }
.key { color: #9fd0ee; }
.string { color: #b9dd9c; }
.number { color: #f2c48d; }
.word { color: #e0a5d2; }

@media (max-width: 1180px) {
  body { grid-template-columns: 14.5rem minmax(0, 1fr); }
  main { background: none; }
  .row { grid-template-columns: minmax(0, 1fr); }
  .text { padding: 1.25rem 1.75rem; }
  .code { padding: .75rem 1.75rem 1.25rem; background: var(--dark); }
  .code:empty { display: none; }
}

@media (max-width: 760px) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); padding-bottom: 1rem; }
  .text { padding: 1rem; }
  .code { padding: .5rem 1rem 1rem; }
  .text table { display: block; overflow-x: auto; }
}

@media print {
  nav { display: none; }
  body { display: block; }
}
`;
