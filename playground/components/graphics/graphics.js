// Asks the browser for a graphics card, and tells Python when there is one, and when it is lost.

export default (component) => {
  takesNoRoom(component);
  const asked = window.__atelierCard;
  graphicsCard().then((card) => {
    if (!card) return;
    component.setStateValue("ready", true);
    if (!asked) card.device.lost.then(() => component.setStateValue("ready", false));
  });
};
