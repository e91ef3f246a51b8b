'use client';

import { Popover } from '@base-ui/react/popover';

/** A word that opens its meaning on hover, tap or Enter. */
export function Hint({ text, title, meaning }: { text: string; title: string; meaning: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger openOnHover delay={250} className="term">
        {text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-30">
          <Popover.Popup className="tip">
            <Popover.Title render={<strong />}>{title}</Popover.Title>
            <Popover.Description render={<span />}>{meaning}</Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
