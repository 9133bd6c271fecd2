import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { create } from 'zustand';
import type { Role } from '../../electron/session/session.ts';
import { mayCall, useRegistry } from './commands.ts';
import { useText } from './text.ts';

const useOpen = create<{ open: boolean }>(() => ({ open: false }));

export function openKeyboardMap(): void {
  useOpen.setState({ open: true });
}

/** Every key that does something on this screen, for this operator. */
export function KeyboardMap({ role }: { readonly role: Role | null }) {
  const { open } = useOpen();
  const { t } = useText();
  const commands = useRegistry((registry) => registry.commands);
  const rows = [...commands.values()].filter(
    (command) => command.keys !== undefined && mayCall(command.name, role),
  );
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => useOpen.setState({ open: isOpen })}
      isDismissable
      className="overlay"
    >
      <Modal className="dialog">
        <Dialog>
          <Heading slot="title">{t('nav.keys.title')}</Heading>
          <dl className="keys">
            {rows.map((command) => (
              <div key={command.id}>
                <dt>{t(command.title, command.facts)}</dt>
                <dd>
                  <kbd className="kbd">{command.keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
