/* The one place where text becomes HTML or the address of a script: only what our own server wrote goes through. */

const OURS = new Set(["/sw.js", "/sw-classic.js"]);

const rules = {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (!OURS.has(address)) throw new TypeError("not a script of ours");
    return address;
  },
};
const policy = globalThis.trustedTypes?.createPolicy("doorstep", rules) ?? rules;

/** HTML that came from our own server (the pocket) as what an element takes. */
export const asHtml = (html) => policy.createHTML(html);

export const asScriptAddress = (address) => policy.createScriptURL(address);
