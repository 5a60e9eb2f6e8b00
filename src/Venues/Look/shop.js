// Two small comforts; every page works without them.
(function () {
'use strict';
var started = performance.now();
function two(n) { return (n < 10 ? '0' : '') + n; }
function tick() {
var over = false;
document.querySelectorAll('[data-left-ms]').forEach(function (el) {
var left = Number(el.dataset.leftMs) - (performance.now() - started);
if (left <= 0) { over = over || el.dataset.leftMs > 0; left = 0; }
var s = Math.floor(left / 1000);
var parts = { d: Math.floor(s / 86400), h: Math.floor(s / 3600) % 24, m: Math.floor(s / 60) % 60, s: s % 60 };
Object.keys(parts).forEach(function (unit) {
var box = el.querySelector('[data-unit="' + unit + '"]');
if (box) { box.textContent = two(parts[unit]); }
});
});
// What the page shows has changed on the server: ask once for the new one.
if (over) { setTimeout(function () { location.reload(); }, 1500); } else { setTimeout(tick, 1000); }
}
if (document.querySelector('[data-left-ms]')) { tick(); }
document.addEventListener('submit', function (e) {
var form = e.target;
if (form.dataset.sent) { e.preventDefault(); return; }
form.dataset.sent = '1';
form.querySelectorAll('button').forEach(function (b) { b.setAttribute('aria-disabled', 'true'); });
});
window.addEventListener('pageshow', function (e) {
if (e.persisted) { location.reload(); }
});
}());
