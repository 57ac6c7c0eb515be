// The SQL of the table application_step: what was done in an application, in order. Private to this folder.
#pragma once

#include "registration/application_table.hpp"

namespace yinxin::registration {

/// `inputs` is inputs_to_bytes(step.inputs).
void insert_step(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                 const StepNote& step, base::ByteView inputs);
/// Deletes what was entered; that it was done stays.
void erase_inputs(store::WriteSet& set, const std::string& number);
/// By position; inputs that were destroyed are empty. Errors: as find_dossier.
base::Result<std::vector<StepNote>> find_steps(store::Connection& connection, const privacy::Vault& vault,
                                               const std::string& number);

}  // namespace yinxin::registration
