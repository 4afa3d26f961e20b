// What becomes of the page when the server goes away: it waits, and opens again by itself as soon as there is an answer.
Blazor.start({
  circuit: { reconnectionOptions: { maxRetries: 100_000, retryIntervalMilliseconds: tried => Math.min(500 + 250 * tried, 4000) } },
});

const modal = document.getElementById("components-reconnect-modal");

const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

async function openAgain() {
  for (;;) {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      // Whoever is signed in no longer is led to the sign-in by the page itself.
      if (answer.ok || answer.status === 401) break;
    } catch {
      // Still away.
    }
    await sleep(1500);
  }
  location.reload();
}

modal.addEventListener("components-reconnect-state-changed", change => {
  const state = change.detail.state;
  if (state === "hide") document.dispatchEvent(new Event("room:connected"));
  if (state === "failed" || state === "rejected") openAgain();
});

document.querySelector("#blazor-error-ui a").addEventListener("click", click => {
  click.preventDefault();
  location.reload();
});

// A line that was sent before the composer had its script is sent once it has.
function sendLater(event) {
  const form = event.target.closest?.(".composer");
  if (!form || form.dataset.ready || event.isComposing || (event.type === "keydown" && (event.key !== "Enter" || event.shiftKey))) return;
  event.preventDefault();
  form.dataset.sent = "true";
}
document.addEventListener("keydown", sendLater, true);
document.addEventListener("submit", sendLater, true);
