/** The style of the pages for people, light or dark like their system. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --back: #f4f5f7; --card: #ffffff; --text: #1b1f26; --dim: #5b6472; --line: #d9dde4; --edge: #767e8c; --yes: #17723f; --no: #b3261e; --on: #ffffff; }
@media (prefers-color-scheme: dark) {
  :root { --back: #14171c; --card: #1e232b; --text: #e8ebf0; --dim: #a0a9b8; --line: #363d49; --edge: #8791a1; --yes: #5fce8f; --no: #ff8a80; --on: #10141a; }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: clamp(0.5rem, 4vw, 1.5rem); background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 36rem; padding: clamp(1rem, 5vw, 2rem); background: var(--card); border: 1px solid var(--line); border-radius: 0.75rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; overflow-wrap: anywhere; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
.message { white-space: pre-wrap; }
.dim { color: var(--dim); font-size: 0.875rem; }
.outcome { font-weight: 600; }
.yes { color: var(--yes); }
.no { color: var(--no); }
h2 { margin: 0 0 0.5rem; font-size: 1.125rem; line-height: 1.3; overflow-wrap: anywhere; }
dl { margin: 0 0 1rem; }
dt { color: var(--dim); font-size: 0.875rem; overflow-wrap: anywhere; }
dd { margin: 0 0 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }
a { color: inherit; }
pre { margin: 0 0 1rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--back); font: 0.875rem/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
details { margin: 0 0 0.75rem; border-top: 1px solid var(--line); padding: 0.5rem 0 0; }
details summary { margin: 0 0 0.5rem; cursor: pointer; overflow-wrap: anywhere; }
.field, fieldset { min-width: 0; margin: 0 0 1.25rem; padding: 0; border: 0; }
label, legend { display: block; margin: 0 0 0.25rem; padding: 0; font-weight: 600; overflow-wrap: anywhere; }
.field > p, fieldset > p { margin: 0 0 0.25rem; }
.optional { font-weight: 400; color: var(--dim); }
.fault { color: var(--no); font-weight: 600; font-size: 0.875rem; }
.summary { margin: 0 0 1.5rem; padding: 1rem; border: 2px solid var(--no); border-radius: 0.5rem; }
.summary ul { margin: 0; padding: 0 0 0 1.25rem; }
.summary a { color: var(--no); overflow-wrap: anywhere; }
input, select, textarea { width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.5rem; background: var(--back); color: inherit; font: inherit; }
textarea { min-height: 6rem; resize: vertical; }
[aria-invalid="true"] { border: 2px solid var(--no); }
.option { display: flex; gap: 0.75rem; align-items: flex-start; padding: 0.375rem 0; }
.option input { flex: none; width: 1.5rem; height: 1.5rem; min-height: 0; margin: 0; accent-color: var(--yes); }
.option label { margin: 0; font-weight: 400; }
.trap { position: absolute; left: -10000px; top: auto; width: 1px; height: 1px; overflow: hidden; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; }
button { flex: 1 1 10rem; padding: 0.75rem 1rem; border: 2px solid var(--yes); border-radius: 0.5rem; background: var(--yes); color: var(--on); font: inherit; font-weight: 600; cursor: pointer; overflow-wrap: anywhere; }
button.plain { flex: 0 1 auto; border-color: var(--edge); background: transparent; color: inherit; }
button.refuse { border-color: var(--no); background: transparent; color: var(--no); }
button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, a:focus-visible, .summary:focus-visible { outline: 3px solid var(--dim); outline-offset: 2px; }
`;
