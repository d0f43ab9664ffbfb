
const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const box = document.getElementById("_q");
const sections = [...document.querySelectorAll("section")].map(section => ({
  section,
  heading: plain(section.querySelector("h2").textContent),
  items: [...section.querySelectorAll("li")].map(item => ({ item, text: plain(item.textContent) })),
}));
const clinics = document.getElementById("_c");
if (clinics) clinics.parentElement.hidden = true; // the box finds them faster than a long list does
box.parentElement.hidden = false;
box.addEventListener("input", () => {
  const words = plain(box.value).split(/\s+/).filter(word => word);
  for (const { section, heading, items } of sections) {
    let shown = 0;
    for (const { item, text } of items) {
      item.hidden = !words.every(word => heading.includes(word) || text.includes(word));
      shown += !item.hidden;
    }
    section.hidden = !shown;
  }
});
