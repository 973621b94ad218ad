#!/usr/bin/python3
"""Drives libguestfs for the benchmarks: reads one command a line, answers with the seconds that it took."""
import sys
import time
import warnings

import guestfs

# stat is deprecated, and is what is compared.
warnings.simplefilter("ignore")
handle = None


def launch(image):
    global handle
    handle = guestfs.GuestFS(python_return_dict=True)
    handle.add_drive_opts(image, format="qcow2", readonly=True)
    handle.add_drive_scratch(2 << 30)
    handle.launch()
    handle.ping_daemon()


def prepare():
    handle.mkfs("ext4", "/dev/sdb")
    handle.mount("/dev/sdb", "/")


def ping(count):
    for _ in range(int(count)):
        handle.ping_daemon()


def upload(source, target):
    handle.upload(source, target)
    handle.sync()


def download(source, target):
    handle.download(source, target)


def stat(path, count):
    for _ in range(int(count)):
        handle.stat(path)


def tar_in(archive, directory):
    handle.mkdir(directory)
    handle.tar_in(archive, directory)
    handle.sync()


def tar_out(directory, archive):
    handle.tar_out(directory, archive)


def find():
    handle.mount_ro("/dev/sda", "/")
    handle.find("/")


def close():
    global handle
    handle.close()
    handle = None


for line in sys.stdin:
    name, *arguments = line.split()
    start = time.monotonic()
    globals()[name](*arguments)
    print(time.monotonic() - start, flush=True)
