// The octet forms in which forms and entered values are stored (sealed) and hashed: proof::Record, because it
// has exactly one form for one content. Private to this folder.
#pragma once

#include "proof/record.hpp"
#include "registration/types.hpp"

namespace yinxin::registration {

/// What fills the placeholders of the papers, fixed at submission so that the texts never change.
using PaperValues = std::map<std::string, std::string, std::less<>>;

struct StoredForm {
  Form form;
  PaperValues paper;
};

/// Errors: TooLarge `registration.form` (proof::kMaxRecordFields, kMaxRecordBytes).
base::Result<base::Bytes> form_to_bytes(const StoredForm& stored);
/// Errors: Internal `registration.stored` (octets that form_to_bytes() did not make).
base::Result<StoredForm> parse_form(base::ByteView octets);

/// Errors: TooLarge `registration.inputs`.
base::Result<base::Bytes> inputs_to_bytes(const procedure::Values& inputs);
/// Errors: Internal `registration.stored`.
base::Result<procedure::Values> parse_inputs(base::ByteView octets);

}  // namespace yinxin::registration
