// Node-API 10 can hold a reference to any value; Node-API 8, which the fallback Electron is compiled against, only to
// objects, functions, symbols and externals. This header, included before everything else when better-sqlite3 is
// compiled for it (scripts/native-addon.ts), boxes every other value in an array that carries a type tag of ours, and
// takes it out again. Not part of the product.
#pragma once
#include <node_api.h>

namespace tocsin_napi8 {

constexpr napi_type_tag kBox = {0x746f6373696e6e61ULL, 0x7069386d61726b31ULL};

inline bool NeedsBox(napi_valuetype type) {
  switch (type) {
    case napi_object:
    case napi_function:
    case napi_symbol:
    case napi_external:
      return false;
    default:
      return true;
  }
}

inline napi_status CreateReference(napi_env env, napi_value value, uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  if (!NeedsBox(type)) return napi_create_reference(env, value, count, result);

  napi_value box;
  status = napi_create_array_with_length(env, 1, &box);
  if (status == napi_ok) status = napi_type_tag_object(env, box, &kBox);
  if (status == napi_ok) status = napi_set_element(env, box, 0, value);
  // Nobody but this reference holds the box: a weak one would lose the value at the next collection.
  if (status == napi_ok) status = napi_create_reference(env, box, count == 0 ? 1 : count, result);
  return status;
}

inline napi_status GetReferenceValue(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = napi_get_reference_value(env, reference, result);
  if (status != napi_ok || *result == nullptr) return status;

  // Only an array can be a box, and asking for the tag of anything else that is not an object is an error.
  bool isArray = false;
  status = napi_is_array(env, *result, &isArray);
  if (status != napi_ok || !isArray) return status;
  bool isBox = false;
  status = napi_check_object_type_tag(env, *result, &kBox, &isBox);
  if (status != napi_ok || !isBox) return status;
  return napi_get_element(env, *result, 0, result);
}

}  // namespace tocsin_napi8

#define napi_create_reference tocsin_napi8::CreateReference
#define napi_get_reference_value tocsin_napi8::GetReferenceValue
