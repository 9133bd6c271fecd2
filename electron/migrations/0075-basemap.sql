-- A site's own basemaps. The map data itself lies beside the site file, in <site>.basemaps/<hash>, and not in it: an
-- orthophoto is gigabytes that never change, and in the site file every backup, copy and migration would carry them.
-- The hash says whether the file beside is still the one that was imported.

CREATE TABLE basemap (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('rasterTiles', 'vectorTiles', 'image', 'features')),
  format TEXT NOT NULL CHECK (format IN ('mbtiles', 'pmtiles', 'png', 'geojson', 'kml', 'kmz')),
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  bytes INTEGER NOT NULL,
  -- west, south, east, north
  bounds TEXT NOT NULL CHECK (json_valid(bounds)),
  -- top left, top right, bottom right, bottom left of an image
  corners TEXT CHECK (corners IS NULL OR json_valid(corners)),
  minZoom INTEGER,
  maxZoom INTEGER,
  featureCount INTEGER,
  vectorLayers TEXT NOT NULL CHECK (json_valid(vectorLayers)),
  attribution TEXT NOT NULL,
  shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
  -- 0 lies at the bottom
  position INTEGER NOT NULL,
  addedAt TEXT NOT NULL,
  addedBy TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
