"""The city's common, overall camera positions: arrays and frames in, frames out, in metres and đồng."""
