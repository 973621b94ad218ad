#: run guestfish -a parts.img -m /dev/sda1:/:nonsense_option echo x 2>err; echo "exit $?"
#: run head -c 22 err; echo; grep ^guestfish err
#: disk parts.img
