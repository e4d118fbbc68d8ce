import { Banner, Icon } from '@rocket.chat/fuselage';
import type { ReactElement } from 'react';

import type { OpenView } from '../model/surfaces';
import { BlockList } from '../uikit/BlockList';
import { textOf } from '../uikit/context';
import { useWorkspace } from '../useWorkspace';
import { ViewScope } from './ViewScope';

export function BannerSurface({ open }: { open: OpenView }): ReactElement {
	const { actions } = useWorkspace();
	const { view } = open;
	return (
		<Banner
			closeable
			inline={view.inline}
			variant={view.variant}
			icon={<Icon name={view.icon ?? 'info'} size="x20" />}
			title={typeof view.title === 'string' ? view.title : textOf(view.title)}
			onClose={() => void actions.cancel(open, true)}
			data-view={view.id}
		>
			<ViewScope open={open}>
				<BlockList blocks={view.blocks} kind="banner" />
			</ViewScope>
		</Banner>
	);
}
