// The contents stand open where there is room beside the text; the search page looks into the index that Pagefind made at build time.

const contents = document.querySelector(".contents details");
if (contents && matchMedia("(min-width: 75em)").matches) contents.open = true;

const form = document.querySelector("#asking");
if (form) {
  document.querySelector("#unable").remove();
  const [field, said, list] = [form.q, document.querySelector("#found"), document.querySelector("#results")];

  const show = async (words) => {
    said.textContent = "Searching …";
    list.replaceChildren();
    try {
      const pagefind = await import("./pagefind/pagefind.js");
      await pagefind.options({ baseUrl: new URL(".", location.href).pathname, excerptLength: 24 });
      const { results } = await pagefind.search(words);
      const pages = (await Promise.all(results.map((result) => result.data()))).filter((data) => holds(data, words));
      list.replaceChildren(...pages.map(page));
      const number = pages.length === 1 ? "1 page" : `${pages.length} pages`;
      said.textContent = pages.length ? `${number} found for “${words}”.` : `Nothing found for “${words}”. Try another word, or the glossary.`;
    } catch {
      said.textContent = "The search index cannot be read here. Open the site from a web server, for example with: python course.py site --serve";
    }
  };

  // For a word it does not know, Pagefind finds whatever begins with the same letter or two; that is not what was asked for.
  const holds = (data, words) => {
    const marked = [...excerpt(data.excerpt).querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase());
    return words.toLowerCase().split(/\s+/).some((word) => marked.some((text) => text.includes(word.slice(0, 4))));
  };

  const link = (address, text) => Object.assign(document.createElement("a"), { href: address, textContent: text });

  // Pagefind's excerpts are HTML: escaped text with the words found in <mark>.
  const excerpt = (html) => Object.assign(document.createElement("p"), { innerHTML: html });

  const page = (data) => {
    const item = document.createElement("li");
    const heading = document.createElement("h2");
    heading.append(link(data.url, data.meta.title));
    item.append(heading);
    const parts = data.sub_results.filter((part) => part.url !== data.url).slice(0, 5);
    if (!parts.length) item.append(excerpt(data.excerpt));
    else {
      const inside = document.createElement("ul");
      for (const part of parts) {
        const place = document.createElement("li");
        place.append(link(part.url, part.title), excerpt(part.excerpt));
        inside.append(place);
      }
      item.append(inside);
    }
    return item;
  };

  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (asked) {
    field.value = asked;
    show(asked);
  }
}
