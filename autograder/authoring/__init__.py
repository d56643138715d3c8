"""From one lesson file to two notebooks.

Read in this order: ``lesson`` (what a lesson is), ``percent`` (text to lesson), ``rules`` (what a lesson must obey),
``instructor`` and ``student`` (lesson to notebooks), ``readme`` (the table of lessons), ``plan`` (all files of a build,
in memory), then ``write`` or ``compare``.
"""
