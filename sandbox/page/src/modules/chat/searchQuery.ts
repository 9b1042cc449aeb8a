import { define } from '../../loader/define';
import { EventEmitter } from '../../models/EventEmitter';

interface Filter {
  kind?: string | null;
  label?: string | null;
}

/** The filter of the chat list. */
class SearchQuery extends EventEmitter {
  term = '';
  filter: Filter | undefined;

  updateQuery(term: string): void {
    this.term = term;
    this.trigger('search');
  }

  updateLabelQuery(filter?: Filter): void {
    this.filter = filter;
    this.trigger('search');
  }

  hasFilter(): boolean {
    return this.hasKindFilter() || this.hasLabelFilter();
  }

  hasKindFilter(): boolean {
    return this.filter?.kind != null;
  }

  hasLabelFilter(): boolean {
    return this.filter?.label != null;
  }

  isEmptyQuery(): boolean {
    return this.trimmed() === '' && !this.hasFilter();
  }

  trimmed(): string {
    return this.term.trim();
  }
}

define('WAWebChatSearchQuery', { SearchQuery, SEARCH_EVENT: 'search' });

define('WAWebChatSearchFilters', {
  isFilterExcludedFromSearchTreatmentInInboxFlow: (_filter: unknown) => false,
});
