// Opened nets, which the components of a page share by name.

/** {net, waiting, draws}. `draws`: who is told what a hand draws for this net, before Python is. */
function netSlot(name) {
  return ((window.__atelierNets ??= {})[name] ??= { net: null, waiting: new Set(), draws: new Set() });
}

/** The net of this name. Whoever comes too early is woken when it is there. */
function netOf(name, wake) {
  const { net, waiting } = netSlot(name);
  if (!net) waiting.add(wake);
  return net;
}

/** The same, waiting until it is there. */
function netThere(name) {
  return new Promise((found) => {
    const look = () => {
      const net = netOf(name, look);
      if (net) found(net);
    };
    look();
  });
}
