/** The element of the page with this id; the page is ours, so its absence is a fault of the page. */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new ReferenceError(`The page has no element « ${id} »`);
  return element;
}

/** Makes an element; properties are set as they are, children are elements or plain text. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}
