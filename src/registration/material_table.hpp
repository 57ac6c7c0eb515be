// The SQL of the table material: what was handed in with an application, sealed. Private to this folder.
#pragma once

#include "registration/application_table.hpp"

namespace yinxin::registration {

void insert_material(store::WriteSet& set, const privacy::Vault& vault, const std::string& number,
                     const Material& material, const MaterialNote& note, const std::string& added_by);
void erase_materials(store::WriteSet& set, const std::string& number);
/// In the order of their coming. Errors: as find_dossier.
base::Result<std::vector<MaterialNote>> find_materials(store::Connection& connection,
                                                       const privacy::Vault& vault,
                                                       const std::string& number);
/// Errors: NotFound `registration.material`; as find_dossier.
base::Result<Material> find_material(store::Database& database, const privacy::Vault& vault,
                                     const std::string& number, const crypto::Sm3Digest& digest);

}  // namespace yinxin::registration
