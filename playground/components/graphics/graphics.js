// Asks the browser for a graphics card, and tells Python when there is one, and when it is lost.

export default (component) => {
  const { parentElement } = component;
  // Out of the page's flow, where even an empty element would leave a gap.
  const place = (parentElement.host ?? parentElement.getRootNode().host ?? parentElement).closest('[data-testid="stElementContainer"]');
  if (place) place.style.position = "absolute";
  const asked = window.__atelierCard;
  graphicsCard().then((card) => {
    if (!card) return;
    component.setStateValue("ready", true);
    if (!asked) card.device.lost.then(() => component.setStateValue("ready", false));
  });
};
