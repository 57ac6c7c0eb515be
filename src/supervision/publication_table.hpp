// The effect `publication` and the rows of the table publication (schema/0029_regulators_articles.sql).
// Private to this folder.
#pragma once

#include "store/connection.hpp"
#include "supervision/types.hpp"

namespace yinxin::supervision {

/// Whether the step makes a decision or a result public, or takes it back.
bool is_publication(const cases::Happening& happening);
/// Writes down what is told of the decision, once for all readers; a withdrawal takes it off the page. In the
/// commit: NotFound `supervision.publication` (there is nothing to take back). Refused
/// `supervision.effect_unavailable` where is_publication() says no.
base::Result<void> publication_effect(store::Database& database, const cases::Happening& happening,
                                      cases::Consequences& consequences);

/// What stands on the page, newest first; with number, title, issuer and code of the case's document where
/// one was issued. Errors: Malformed `cases.filter` (no such kind), `cases.cursor`.
base::Result<std::vector<Publication>> find_publications(store::Database& database,
                                                         const PublicationFilter& filter, std::int64_t limit);

}  // namespace yinxin::supervision
