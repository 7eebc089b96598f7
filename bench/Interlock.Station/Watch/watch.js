'use strict';

// A reading older than this is not of now; the box sends one five times a second at least.
const oldMs = 1000;

// A timer of 250 ms that comes so late means that this page stood still, and the stream behind it.
const stalledMs = 1250;
const tickMs = 250;
const shownMs = 180000;
const mostEvents = 100;
const ink = '#12181f', quiet = '#57606a', limitColour = '#a40e26', warnColour = '#7d4e00', tipColour = '#0b3d75', secondColour = '#6639ba';

const query = location.search;
const $ = id => document.getElementById(id);

// One clock stands still while the machine sleeps, the other one can be set back: the longer of the two is believed.
const mark = () => ({ steady: performance.now(), wall: Date.now() });
const since = then => Math.max(performance.now() - then.steady, Date.now() - then.wall);

let source = null, facts = null, receivedAt = mark(), leastDelay = Infinity, number = -1;
let course = [], events = [], lastTick = mark();
let isBehind = true, muted = null, audio = null, nextSoundAt = 0, soundsPlayed = 0;

function connect() {
  source?.close();
  number = -1;
  leastDelay = Infinity;
  source = new EventSource('/stream' + query);
  source.onmessage = event => take(JSON.parse(event.data));
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1000); };
}

function take(message) {
  if (!message.isStart && message.number <= number) return;
  number = message.number;
  if (message.isStart) {
    course = message.course;
    events = message.events;
  } else {
    if (course.length && message.course.length && message.course[0].boxMs < course[course.length - 1].boxMs) course = [];
    course.push(...message.course);
    events.push(...message.events);
  }
  facts = message.facts;
  receivedAt = mark();

  // The kernels between here and there hold minutes: what comes much later than the quickest came is not of now.
  const delay = Date.now() - facts.atMs;
  leastDelay = Math.min(leastDelay, delay);
  isBehind = delay - leastDelay > oldMs;
  if (isBehind) connect();
  const newest = course.length ? course[course.length - 1].boxMs : 0;
  while (course.length && course[0].boxMs < newest - shownMs) course.shift();
  events = events.slice(-mostEvents);
  if (message.isStart || message.events.length) showEvents();
  show();
}

function staleness() {
  if (!facts) return 'nothing heard yet';
  const age = facts.ageMs + since(receivedAt);
  if (isBehind) return 'this page fell behind: taking the state anew';
  if (facts.stale) return facts.stale;
  if (age > oldMs) return `no data for ${(age / 1000).toFixed(0)} s`;
  return null;
}

const two = celsius => celsius === null || celsius === undefined ? '--' : celsius.toFixed(2);
const minutes = seconds => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
function text(id, value) { const element = $(id); if (element.textContent !== value) element.textContent = value; }

function show() {
  const stale = staleness();
  document.body.classList.toggle('stale', stale !== null);
  text('stale', stale === null ? '' : 'NOT OF NOW: ' + stale);
  if (!facts) return;
  text('box', facts.box);
  const isTwo = facts.hasSecondProbe;
  document.title = `${two(facts.tip)}${isTwo ? ` | ${two(facts.secondTip)}` : ''} °C ${facts.state ?? ''} – ${facts.box}`;
  text('link', { CONNECTED: 'connected', LOST: 'connection to the box lost', ENDED: 'end of data' }[facts.link]);
  text('firmware', facts.firmware ? `firmware ${facts.firmware} build ${facts.build}` : '');
  text('tip', two(facts.tip));
  $('tip').dataset.boxMs = facts.boxMs ?? '';
  document.body.classList.toggle('two', isTwo);
  $('second').hidden = $('which').hidden = !isTwo;
  text('second-tip', two(facts.secondTip));
  document.body.classList.toggle('hot', facts.tip >= facts.limit || facts.secondTip >= facts.limit);
  document.body.classList.toggle('warm', !document.body.classList.contains('hot') && (facts.tip >= facts.warnAt || facts.secondTip >= facts.warnAt));
  for (const [probe, id, tip] of [[1, 'reading', facts.tip], [2, 'second', facts.secondTip]]) {
    const shown = $(id).classList;
    shown.toggle('hot', tip !== null && tip >= facts.limit);
    shown.toggle('warm', tip !== null && tip >= facts.warnAt && tip < facts.limit);
    shown.toggle('tripped', isTwo && facts.cause?.probe === probe);
  }

  text('state-mark', { PERMITTED: '●', TRIPPED: '■', LOCKED_OUT: '✖', INHIBITED: '○' }[facts.state] ?? '…');
  text('state-word', (facts.state ?? '--').replace('_', ' '));
  text('state-sentence', facts.cause ? `${facts.stateSentence}: ${facts.cause.sentence}` : facts.stateSentence);
  text('next', facts.nextStep ? `Next: ${facts.nextStep}` : '');
  $('state').className = stale === null ? facts.state ?? '' : '';

  text('line', facts.isLineClosed === null ? '--' : facts.isLineClosed ? 'CLOSED' : `open (K1 ${facts.isK1Closed ? 'in' : 'out'}, K2 ${facts.isK2Closed ? 'in' : 'out'})`);
  const ablation = facts.ablation;
  const heard = ablation && !ablation.isHeardFromItsBeginning ? ' since heard' : '';
  text('time', !ablation ? 'none yet' : `${heard ? 'at least ' : ''}${minutes(ablation.seconds)} of at most ${minutes(ablation.longestSeconds)}${ablation.isUnderWay ? '' : `, ended: ${ablation.end}${ablation.endProbe !== null ? ` (probe ${ablation.endProbe})` : ''}`}`);
  const both = figure => isTwo ? `1: ${figure(ablation)} · 2: ${ablation.second ? figure(ablation.second) : '--'}` : figure(ablation);
  text('peak', ablation ? `${both(figures => two(figures.peak))} °C${heard}` : '--');
  text('expected', ablation ? `${both(figures => figures.expectedPeak === null ? '--' : `${figures.expectedPeak.toFixed(1)} ± ${figures.expectedWidth.toFixed(1)}`)} °C` : '--');
  text('highest', ablation ? `${both(figures => two(figures.highest))} °C${heard}` : '--');
  text('dose', ablation ? `${both(figures => figures.doseMinutes.toFixed(3))} min${heard}` : '--');
  const lesion = facts.lesion;
  const inWords = lesion => lesion ? `${lesion.ablations} × together ${minutes(lesion.seconds)}, ${two(lesion.highest)} °C, ${lesion.doseMinutes.toFixed(3)} min` : '--';
  text('lesion-name', isTwo ? 'lesion at probe 1' : 'lesion');
  text('lesion', inWords(lesion));
  $('second-lesion-box').hidden = !isTwo;
  text('second-lesion', inWords(facts.secondLesion));
  text('cement', facts.cementWaitSeconds !== null ? `in ${minutes(facts.cementWaitSeconds)}` : lesion?.hasEnded ? 'wait is over' : '--');
  text('age', `${((facts.ageMs + since(receivedAt)) / 1000).toFixed(1)} s`);
  text('counts', `${facts.badLines} bad lines, ${facts.missingLines} missing, ${facts.lostLines} dropped by the box`);
  $('training-note').hidden = !facts.isTraining;
  if (facts.isTraining && $('training').hidden) openTraining();
  showAlarm(stale);
  draw();
}

function alarmNow(stale) {
  if (facts?.alarm?.kind === 'EMERGENCY') return facts.alarm;
  return stale !== null && facts ? { kind: 'DATA_LOST', id: 'DATA_LOST' } : facts?.alarm ?? null;
}

function showAlarm(stale) {
  const alarm = alarmNow(stale);
  if (alarm?.id !== muted) muted = null;
  const section = $('alarm');
  section.hidden = alarm === null;
  if (alarm === null) return;
  section.className = alarm.kind;
  const words = { EMERGENCY: 'EMERGENCY', DATA_LOST: 'DATA LOST', TRIP: 'TRIPPED', WARNING: 'WARNING' };
  text('alarm-word', words[alarm.kind]);
  const sentences = {
    EMERGENCY: () => facts.nextStep,
    DATA_LOST: () => 'the reading is not of now; the box goes on guarding by itself',
    TRIP: () => facts.cause?.sentence ?? '',
    WARNING: () => facts.warnings.map(warning => warning.sentence + (warning.nextStep ? `: ${warning.nextStep}` : '')).join('; '),
  };
  text('alarm-sentence', sentences[alarm.kind]());
  text('mute', muted === null ? 'Mute this alarm' : 'Muted: this alarm only. Sound again');
  $('mute').setAttribute('aria-pressed', muted !== null);
}

// Pitch in Hz, begin and length in seconds of each tone; all of it again after a while.
const patterns = {
  EMERGENCY: { again: 1300, tones: [[880, 0, .15], [620, .15, .15], [880, .3, .15], [620, .45, .15], [880, .6, .15], [620, .75, .15], [880, .9, .3]] },
  TRIP: { again: 2000, tones: [[988, 0, .2], [988, .3, .2], [988, .6, .2]] },
  DATA_LOST: { again: 4000, tones: [[330, 0, .4], [262, .5, .4]] },
  WARNING: { again: 5000, tones: [[660, 0, .25]] },
};

function sound() {
  const alarm = alarmNow(staleness());
  if (!audio || audio.state !== 'running' || alarm === null || alarm.id === muted || performance.now() < nextSoundAt) return;
  const pattern = patterns[alarm.kind];
  nextSoundAt = performance.now() + pattern.again;
  for (const [hertz, begin, length] of pattern.tones) {
    const tone = audio.createOscillator(), gain = audio.createGain();
    tone.type = alarm.kind === 'EMERGENCY' ? 'square' : 'triangle';
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0.5, audio.currentTime + begin);
    gain.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + begin + length);
    tone.connect(gain).connect(audio.destination);
    tone.start(audio.currentTime + begin);
    tone.stop(audio.currentTime + begin + length);
  }
  soundsPlayed++;
  document.body.dataset.sounds = `${soundsPlayed} ${alarm.kind}`;
}

function showEvents() {
  $('events').replaceChildren(...events.slice().reverse().map(event => {
    const item = document.createElement('li'), time = document.createElement('time'), said = document.createElement('span'), words = document.createElement('small');
    time.dateTime = new Date(event.atMs).toISOString();
    time.textContent = new Date(event.atMs).toLocaleTimeString();
    said.className = event.severity;
    said.textContent = event.sentence + (event.tip !== null ? ` at ${two(event.tip)} °C` : '') + (event.nextStep ? `: ${event.nextStep}` : '');
    words.textContent = event.words === event.sentence ? '' : ` (${event.words}, ${(event.boxMs / 1000).toFixed(2)} s)`;
    item.append(time, said, words);
    return item;
  }));
}

function draw() {
  const canvas = $('course'), scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  const paper = canvas.getContext('2d');
  paper.setTransform(scale, 0, 0, scale, 0, 0);
  paper.clearRect(0, 0, width, height);
  paper.font = '14px system-ui, sans-serif';
  const temperatures = course.flatMap(point => [point.tip, point.secondTip]).filter(celsius => typeof celsius === 'number');
  const low = Math.min(36, ...temperatures.map(celsius => Math.floor(celsius - .5))), high = Math.max(facts.limit + 1, ...temperatures.map(celsius => Math.ceil(celsius + .5)));
  const left = 52, right = width - 8, top = 8, bottom = height - 24, newest = course.length ? course[course.length - 1].boxMs : 0;
  const x = boxMs => right - (newest - boxMs) / shownMs * (right - left), y = celsius => bottom - (celsius - low) / (high - low) * (bottom - top);
  function level(celsius, name, colour, dashes) {
    if (celsius < low || celsius > high) return;
    paper.strokeStyle = paper.fillStyle = colour;
    paper.lineWidth = 2;
    paper.setLineDash(dashes);
    paper.beginPath(); paper.moveTo(left, y(celsius)); paper.lineTo(right, y(celsius)); paper.stroke();
    paper.setLineDash([]);
    paper.fillText(celsius.toFixed(1), 6, y(celsius) + 5);
    paper.fillText(name, left + 6, y(celsius) - 5);
  }
  level(facts.limit, 'limit', limitColour, []);
  level(facts.warnAt, 'warning', warnColour, [8, 5]);
  level(facts.floor, 'floor', quiet, []);
  paper.fillStyle = quiet;
  paper.fillText(low.toFixed(1), 6, bottom);
  for (let ago = 0; ago <= shownMs; ago += 60000) paper.fillText(ago ? `${ago / 60000} min ago` : 'now', Math.max(left, x(newest - ago) - (ago ? 32 : 28)), height - 6);
  for (const [key, colour, dashes, name] of [['tip', tipColour, [], '1'], ['secondTip', secondColour, [3, 3], '2']]) {
    paper.strokeStyle = colour;
    paper.lineWidth = 3;
    paper.setLineDash(dashes);
    paper.beginPath();
    let isDrawing = false;
    for (const point of course) {
      if (typeof point[key] !== 'number') { isDrawing = false; continue; }
      if (isDrawing) paper.lineTo(x(point.boxMs), y(point[key])); else paper.moveTo(x(point.boxMs), y(point[key]));
      isDrawing = true;
    }
    paper.stroke();
    const last = course.findLast(point => typeof point[key] === 'number');
    if (!facts.hasSecondProbe || !last) continue;
    paper.fillStyle = colour;
    paper.font = 'bold 18px system-ui, sans-serif';
    paper.fillText(name, Math.min(x(last.boxMs), right) - 16, y(last[key]) + (name === '1' ? -8 : 22));
  }
  paper.setLineDash([]);
  canvas.setAttribute('aria-label', `Course of the last minutes: now ${facts.hasSecondProbe ? `probe 1 ${two(facts.tip)} °C, probe 2 ${two(facts.secondTip)}` : two(facts.tip)} °C, limit ${two(facts.limit)} °C`);
}

function tick() {
  const wasStanding = since(lastTick) > stalledMs;
  lastTick = mark();
  if (wasStanding) {
    isBehind = true;
    connect();
  }
  show();
  sound();
  text('sound', 'No sound yet: press here');
  $('sound-note').hidden = audio?.state === 'running';
}

$('sound').addEventListener('click', () => {
  audio ??= new AudioContext();
  audio.resume().then(tick);
});

$('mute').addEventListener('click', () => {
  muted = muted === null ? alarmNow(staleness())?.id ?? null : null;
  nextSoundAt = 0;
  show();
});

async function stayAwake() {
  try {
    await navigator.wakeLock.request('screen');
    $('wake-note').hidden = true;
  } catch {
    $('wake-note').hidden = document.visibilityState !== 'visible';
  }
}
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') stayAwake(); });
addEventListener('resize', show);

// Only a virtual box has controls.
async function act(words) {
  const answer = await fetch('/training' + query, { method: 'POST', headers: { 'Content-Type': 'application/x-interlock-act' }, body: words });
  text('training-said', answer.ok ? '' : await answer.text());
}

async function openTraining() {
  $('training').hidden = false;
  const panel = await (await fetch('/training' + query)).json();
  $('watts').max = panel.mostWatts;
  $('fault').replaceChildren(...panel.faults.map(fault => new Option(`${fault.name}: ${fault.meaning}`, fault.name)));
  const arm = $('arm');
  let isDown = false;
  const press = () => { if (!isDown) { isDown = true; act('arm down'); } };
  const release = () => { if (isDown) { isDown = false; act('arm up'); } };
  arm.addEventListener('pointerdown', event => { arm.setPointerCapture(event.pointerId); press(); });
  for (const name of ['pointerup', 'pointercancel', 'blur']) arm.addEventListener(name, release);
  arm.addEventListener('keydown', event => { if (event.key === ' ' || event.key === 'Enter') press(); });
  arm.addEventListener('keyup', release);
  $('stop').addEventListener('click', () => {
    const isPressed = $('stop').getAttribute('aria-pressed') !== 'true';
    $('stop').setAttribute('aria-pressed', isPressed);
    act(isPressed ? 'stop down' : 'stop up');
  });
  $('power').addEventListener('click', () => act('power cycle'));
  $('watts').addEventListener('input', () => { text('watts-told', `${$('watts').value} W`); act('watts ' + $('watts').value); });
  $('distance').addEventListener('change', () => act('distance ' + $('distance').value));
  $('break').addEventListener('click', () => act('break ' + $('fault').value));
  $('mend').addEventListener('click', () => act('mend ' + $('fault').value));
}

connect();
stayAwake();
setInterval(tick, tickMs);
