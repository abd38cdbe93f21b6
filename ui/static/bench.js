// The bar of a run that is under way; without JavaScript the page loads itself again.
const bar = document.getElementById("progress"), told = document.getElementById("told");
let announced = Date.now();
async function look() {
  try {
    const reply = await fetch(bar.dataset.run + "/progress", { headers: { accept: "application/json" } });
    if (reply.status === 401) return location.reload();
    const run = await reply.json();
    if (run.over) return location.reload();
    bar.value = run.done;
    bar.max = run.total;
    // Every five seconds: a screen reader is told how far it is, and not without end.
    if (Date.now() - announced > 5000) {
      announced = Date.now();
      told.textContent = `${run.done} of ${run.total} test questions`;
    }
  } catch { /* the next look may succeed */ }
  setTimeout(look, 700);
}
setTimeout(look, 700);
