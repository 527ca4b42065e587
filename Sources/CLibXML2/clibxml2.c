// The implementation of clibxml2.h.
#include "clibxml2.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

typedef struct {
  const clibxml2_handler *handler;
  void *context;
  xmlParserCtxtPtr parser;
  int32_t faults;
} parse;

// After a fault libxml2 would drop every reference to a character; it asks whether the text so far was well-formed.
static void go_on(parse *self) { self->parser->wellFormed = 1; }

static void begin(
    void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespaces, const xmlChar **declared, int count,
    int defaulted, const xmlChar **attributes) {
  (void)namespaces; (void)declared; (void)defaulted;
  parse *self = data;
  go_on(self);
  // libxml2's five pointers an attribute are the fields of clibxml2_attribute, in their order.
  _Static_assert(sizeof(clibxml2_attribute) == 5 * sizeof *attributes, "five pointers");
  self->handler->begin(
      self->context, (const char *)local, (const char *)prefix, (const char *)uri, (const clibxml2_attribute *)(const void *)attributes, count);
}

static void end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
  (void)local; (void)prefix; (void)uri;
  parse *self = data;
  go_on(self);
  self->handler->end(self->context);
}

static void text(void *data, const xmlChar *utf8, int length) {
  parse *self = data;
  go_on(self);
  if (length > 0) self->handler->text(self->context, (const char *)utf8, length);
}

static void fault(void *data, xmlErrorPtr error) {
  parse *self = data;
  if (error->level >= XML_ERR_ERROR) self->faults++;
}

static xmlEntityPtr no_entity(void *data, const xmlChar *name) { (void)data; (void)name; return NULL; }

typedef struct {
  const char *next;
  int32_t left;
} source;

// libxml2 takes the text in pieces, so that no second copy of it stands in memory.
static int read_piece(void *data, char *buffer, int room) {
  source *from = data;
  int32_t count = room < from->left ? room : from->left;
  memcpy(buffer, from->next, (size_t)count);
  from->next += count;
  from->left -= count;
  return count;
}

int32_t clibxml2_parse(const char *utf8, int32_t length, const clibxml2_handler *handler, void *context) {
  xmlInitParser();
  source rest = { utf8, length };
  xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(NULL, NULL, read_piece, NULL, &rest, XML_CHAR_ENCODING_UTF8);
  if (!parser) return -1;
  parse self = { handler, context, parser, 0 };
  xmlSAXHandler *sax = parser->sax;
  memset(sax, 0, sizeof *sax);
  sax->initialized = XML_SAX2_MAGIC;
  sax->startElementNs = begin;
  sax->endElementNs = end;
  sax->characters = text;
  sax->cdataBlock = text;
  sax->ignorableWhitespace = text;
  sax->getEntity = no_entity;
  sax->serror = fault;
  parser->userData = &self;
  // The text is UTF-8 whatever its declaration says. HUGE lifts limits on the text's size, which have been looked at before.
  xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
  xmlParseDocument(parser);
  int32_t faults = parser->errNo == XML_ERR_NO_MEMORY ? -1 : self.faults;
  xmlDocPtr document = parser->myDoc;
  parser->myDoc = NULL;
  xmlFreeParserCtxt(parser);
  xmlFreeDoc(document);
  return faults;
}

uint32_t clibxml2_named_character(const char *name) {
  const htmlEntityDesc *found = htmlEntityLookup((const xmlChar *)name);
  return found ? found->value : 0;
}
