/* What the person is told when a draft is opened: words that found no place, a damaged record, a draft that is gone. */

export function startNews(form, keeping) {
  const find = (name) => document.querySelector(`[data-news="${name}"]`);

  function showWords(words) {
    find("words").hidden = !words.length;
    find("words").querySelector("textarea").value = words.join("\n\n");
  }

  keeping.onOpened((draft, { isDamaged, words }) => {
    find("damaged").hidden = !isDamaged;
    showWords(words);
  });
  keeping.onDraft((draft) => (find("gone").hidden = !draft?.isGone));
  find("gone").querySelector("button").addEventListener("click", async () => {
    await keeping.drafts().keepAnyway(keeping.id);
    keeping.sync().soon();
  });
}
