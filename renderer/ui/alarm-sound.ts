/**
 * The sound of an alarm, one per priority, made from oscillators so that it needs no file. It repeats until it
 * is stopped. The state stands on the document (`data-alarm-sound`: `1`, `2`, `3`, absent when silent).
 */

export type AlarmPriority = 1 | 2 | 3;

interface Beep {
  /** Seconds from the start of the round. */
  readonly at: number;
  /** Seconds. */
  readonly long: number;
  /** Hertz at the start and at the end. */
  readonly from: number;
  readonly to: number;
}

interface Pattern {
  readonly beeps: readonly Beep[];
  /** Seconds from one round to the next. */
  readonly every: number;
  /** 0 to 1. */
  readonly volume: number;
  readonly wave: OscillatorType;
}

const tone = (at: number, long: number, from: number, to = from): Beep => ({ at, long, from, to });

// Told apart by rhythm first, so that they are known at low volume too: rising sweeps without rest, pairs, one soft note.
const patterns: Readonly<Record<AlarmPriority, Pattern>> = {
  1: { beeps: [tone(0, 0.42, 700, 1300), tone(0.5, 0.42, 700, 1300)], every: 1, volume: 0.5, wave: 'square' },
  2: { beeps: [tone(0, 0.16, 880), tone(0.24, 0.16, 660)], every: 2, volume: 0.4, wave: 'triangle' },
  3: { beeps: [tone(0, 0.25, 587)], every: 6, volume: 0.3, wave: 'sine' },
};

interface Sounding {
  readonly priority: AlarmPriority;
  readonly gain: GainNode;
  readonly timer: ReturnType<typeof setInterval>;
}

let context: AudioContext | undefined;
let sounding: Sounding | undefined;

/** Sounds the alarm of this priority until it is stopped; the same again changes nothing, another takes its place. */
export function startAlarmSound(priority: AlarmPriority): void {
  if (sounding?.priority === priority) return;
  stopAlarmSound();
  context ??= new AudioContext();
  // a seat where nobody has touched anything yet, or an output that went to sleep
  if (context.state !== 'running') void context.resume();
  const gain = context.createGain();
  gain.gain.value = patterns[priority].volume;
  gain.connect(context.destination);
  const round = (): void => playRound(patterns[priority], gain);
  sounding = { priority, gain, timer: setInterval(round, patterns[priority].every * 1000) };
  document.documentElement.dataset['alarmSound'] = String(priority);
  round();
}

/** Silence, at once. */
export function stopAlarmSound(): void {
  if (!sounding) return;
  clearInterval(sounding.timer);
  sounding.gain.disconnect();
  sounding = undefined;
  delete document.documentElement.dataset['alarmSound'];
}

function playRound(pattern: Pattern, output: GainNode): void {
  if (!context || context.state === 'closed') return;
  for (const beep of pattern.beeps) {
    const start = context.currentTime + beep.at;
    const end = start + beep.long;
    const oscillator = context.createOscillator();
    oscillator.type = pattern.wave;
    oscillator.frequency.setValueAtTime(beep.from, start);
    oscillator.frequency.linearRampToValueAtTime(beep.to, end);
    // soft edges: a hard cut clicks
    const envelope = context.createGain();
    envelope.gain.setValueAtTime(0, start);
    envelope.gain.linearRampToValueAtTime(1, start + 0.02);
    envelope.gain.setValueAtTime(1, end - 0.03);
    envelope.gain.linearRampToValueAtTime(0, end);
    oscillator.connect(envelope).connect(output);
    oscillator.start(start);
    oscillator.stop(end);
  }
}
