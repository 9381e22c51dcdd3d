// Asks the server every few seconds whether this page is still the newest one; if not, has it drawn anew.
const clocks = new WeakMap();

export default ({ data, parentElement, setTriggerValue }) => {
  const look = async () => {
    let changed = false;
    try {
      const answer = await fetch(data.address, { cache: "no-store" });
      // 403: whoever reads here may not any more. Any other failure says nothing: the server may be away.
      changed = answer.status === 403 || (answer.status === 200 && (await answer.text()) !== data.shown);
    } catch {}
    if (changed) setTriggerValue("changed", Date.now());
  };
  clearInterval(clocks.get(parentElement));
  const clock = setInterval(look, data.every * 1000);
  clocks.set(parentElement, clock);
  return () => clearInterval(clock);
};
