import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';
import { contract, type CommandName } from '../../electron/contract.ts';
import type { Role } from '../../electron/session/session.ts';
import type { TextFacts } from '../locales/index.ts';

/** Something the operator can do from the palette or by a key. */
export interface Command {
  readonly id: string;
  /** Locale key of its title, and what fills it. */
  readonly title: string;
  readonly facts?: TextFacts;
  /** The contract's command that it leads to: an operator who may not call it does not see it. */
  readonly name?: CommandName;
  /** e.g. 'F2', 'Ctrl+K', 'Alt+1'; shown in the keyboard map. */
  readonly keys?: string;
  /** Words that also find it, in any language. */
  readonly also?: string;
  readonly run: () => void;
}

interface Registry {
  readonly commands: ReadonlyMap<string, Command>;
  readonly add: (commands: readonly Command[]) => () => void;
}

export const useRegistry = create<Registry>((set) => ({
  commands: new Map(),
  add: (added) => {
    set((state) => {
      const commands = new Map(state.commands);
      for (const command of added) commands.set(command.id, command);
      return { commands };
    });
    return () =>
      set((state) => {
        const commands = new Map(state.commands);
        // A later screen may have taken the id over meanwhile; leave what is not ours.
        for (const command of added) if (commands.get(command.id) === command) commands.delete(command.id);
        return { commands };
      });
  },
}));

/**
 * Offers commands while the component is on the screen. Keep `commands` stable (useMemo). A layout effect: a key that is
 * shown works from the moment it is shown. After the paint would be too late for a quick hand on a busy machine.
 */
export function useCommands(commands: readonly Command[]): void {
  const add = useRegistry((registry) => registry.add);
  useLayoutEffect(() => add(commands), [add, commands]);
}

/**
 * Offers what a button beside it does, for as long as there is something to do: `run` null takes it away. `facts` name
 * the thing that is chosen. Where several of a kind stand on one screen, `of` tells them apart.
 */
export function useOffer(
  name: CommandName,
  title: string,
  run: (() => void) | null,
  more: {
    readonly facts?: TextFacts;
    readonly keys?: string;
    readonly also?: string;
    readonly of?: string;
  } = {},
): void {
  const add = useRegistry((registry) => registry.add);
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  const offered = run !== null;
  const key = JSON.stringify(more);
  useLayoutEffect(() => {
    if (!offered) return undefined;
    const { of, ...rest } = JSON.parse(key) as typeof more;
    const id = of === undefined ? name : `${name}.${of}`;
    return add([{ id, title, name, ...rest, run: () => latest.current?.() }]);
  }, [add, name, title, offered, key]);
}

/** Offers commands for good; for what is always there. */
export function offer(commands: readonly Command[]): void {
  useRegistry.getState().add(commands);
}

export function mayCall(name: CommandName | undefined, role: Role | null): boolean {
  if (name === undefined) return role !== null;
  const { access } = contract[name];
  if (access === 'anyone') return true;
  if (role === null) return false;
  return access === 'signedIn' || access.includes(role);
}

/** 'Ctrl+Shift+F' of a key press, in the order Ctrl Alt Shift key. */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && key !== '?' ? 'Shift' : '',
    key,
  ]
    .filter(Boolean)
    .join('+');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Runs the command of a key press. Bare letters and '?' are left to a field that is being typed into. */
export function pressed(event: KeyboardEvent, role: Role | null): void {
  if (event.defaultPrevented) return;
  const keys = keysOf(event);
  if (keys.length === 1 && isTyping(event.target)) return;
  for (const command of useRegistry.getState().commands.values()) {
    if (command.keys !== keys || !mayCall(command.name, role)) continue;
    event.preventDefault();
    command.run();
    return;
  }
}
