"""Boxes around boxes."""




