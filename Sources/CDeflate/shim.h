#ifndef GALLEY_CDeflate_SHIM_H
#define GALLEY_CDeflate_SHIM_H
#include <libdeflate.h>
#endif
